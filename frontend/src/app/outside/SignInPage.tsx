import { Button } from '@mantine/core';
import { useT } from '@/lib/i18n/useT';
import { here, signInUrl } from '@/lib/session/session';
import Plain from '../Plain';

export default function SignInPage() {
  const t = useT();
  // The edge comes back with these when the identity provider refused or took too long.
  const asked = new URLSearchParams(location.search);
  const problem = asked.get('signInProblem');
  const returnTo = problem === null ? here() : '/';
  return (
    <Plain title={t('app.signIn.title')}>
      <h1>{t('app.signIn.title')}</h1>
      <p className="muted">{t('app.signIn.text')}</p>
      {problem === null ? null : (
        <div role="alert">
          <p>{t(problem === 'SIGN_IN_EXPIRED' ? 'app.signIn.expired' : 'app.signIn.failed')}</p>
          <p className="meta">{t('ui.reference', { reference: asked.get('reference') ?? problem })}</p>
        </div>
      )}
      <Button component="a" href={signInUrl(returnTo)} size="md">
        {t('app.signIn.button')}
      </Button>
    </Plain>
  );
}
