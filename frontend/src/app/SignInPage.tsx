import { Button } from '@mantine/core';
import { useT } from '@/lib/i18n/useT';
import { here, signInUrl } from '@/lib/session';
import Plain from './Plain';

export default function SignInPage() {
  const t = useT();
  return (
    <Plain title={t('app.signIn.title')}>
      <h1>{t('app.signIn.title')}</h1>
      <p className="muted">{t('app.signIn.text')}</p>
      <Button component="a" href={signInUrl(here())} size="md">
        {t('app.signIn.button')}
      </Button>
    </Plain>
  );
}
