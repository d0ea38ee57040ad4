import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useEffect, useState } from 'react';
import { useQuery } from 'urql';
import { ErrorState } from '@/components/ui/Problems';
import { openChanges } from '@/lib/changes';
import { toProblem } from '@/lib/graphql/problem';
import { useT } from '@/lib/i18n/useT';
import type { Me } from '@/lib/me';
import { MeDocument, MeProvider } from '@/lib/me';
import { roleWord } from '@/lib/words';
import { chooseTenant } from '@/lib/tenantChoice';
import { Plain } from './Plain';

/** Who is here, and where do they belong; only with both does the rest of the page exist. */
export function MeGate({ children }: { children: ReactNode }) {
  const t = useT();
  const [{ data, error }, again] = useQuery({ query: MeDocument });
  // Kept over a change of language (a new client, an empty cache), so that nobody loses their place.
  const [known, setKnown] = useState<Me>();
  const answer = data?.me;
  const arrived = answer?.tenant && answer.role ? (answer as Me) : undefined;
  if (arrived && arrived !== known) setKnown(arrived);
  const here = known !== undefined;

  useEffect(() => (here ? openChanges() : undefined), [here]);

  if (known) return <MeProvider me={known}>{children}</MeProvider>;
  if (answer) return <NoMembership me={answer} />;
  if (!error) return null;
  return (
    <Plain title="Tessera">
      <ErrorState object={t('app.object.session')} problem={toProblem(error)} retry={() => again()} />
    </Plain>
  );
}

type Stranger = Pick<Me, 'name' | 'login' | 'memberships'>;

function NoMembership({ me }: { me: Stranger }) {
  const t = useT();
  if (me.memberships.length > 0) {
    return (
      <Plain title={t('app.choose.title')}>
        <h1>{t('app.choose.title')}</h1>
        {me.memberships.map(({ tenant, organisation, role }) => (
          <Button key={tenant.slug} variant="default" onClick={() => chooseTenant(tenant.slug)}>
            {`${tenant.name} · ${organisation} · ${t(roleWord[role])}`}
          </Button>
        ))}
      </Plain>
    );
  }
  return (
    <Plain title={t('app.stranger.title')}>
      <h1>{t('app.stranger.title')}</h1>
      <p>{t('app.stranger.text', { name: me.name, login: me.login })}</p>
      <p className="muted">{t('app.stranger.next')}</p>
      <SignOut />
    </Plain>
  );
}

export function SignOut() {
  const t = useT();
  return (
    <form method="post" action="/auth/sign-out">
      <Button type="submit" variant="default" size="xs">
        {t('app.signOut')}
      </Button>
    </form>
  );
}
