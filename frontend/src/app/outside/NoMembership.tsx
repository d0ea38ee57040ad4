import { Button } from '@mantine/core';
import { useT } from '@/lib/i18n/useT';
import type { Me } from '@/lib/me';
import { chooseTenant, chosenTenant } from '@/lib/session/tenantChoice';
import { roleWord } from '@/lib/words';
import Plain from '../Plain';
import { SignOut } from '../SignOut';

type Stranger = Pick<Me, 'name' | 'login' | 'memberships'>;

/** Signed in, but nobody has invited this person; or several have, and they choose; or theirs is suspended, and they read why. */
export default function NoMembership({ me }: { me: Stranger }) {
  const t = useT();
  const open = me.memberships.filter(({ suspension }) => !suspension);
  const suspended = me.memberships.find(({ tenant }) => tenant.slug === chosenTenant()) ?? me.memberships[0];
  if (suspended?.suspension && (open.length === 0 || suspended.tenant.slug === chosenTenant())) {
    const facts = { organisation: suspended.organisation, tenant: suspended.tenant.name };
    return (
      <Plain title={t('app.suspended.title', facts)}>
        <h1>{t('app.suspended.title', facts)}</h1>
        <p>{t('app.suspended.text', facts)}</p>
        <blockquote>{suspended.suspension.reason}</blockquote>
        <p className="muted">{t('app.suspended.next', facts)}</p>
        {open.map(({ tenant, organisation, role }) => (
          <Button key={tenant.slug} variant="default" onClick={() => chooseTenant(tenant.slug)}>
            {`${tenant.name} · ${organisation} · ${t(roleWord[role])}`}
          </Button>
        ))}
        <SignOut />
      </Plain>
    );
  }
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
