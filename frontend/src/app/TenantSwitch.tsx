import { useT } from '@/lib/i18n/useT';
import { useMe } from '@/lib/me';
import { chooseTenant } from '@/lib/session/tenantChoice';
import classes from './TenantSwitch.module.css';

/** Where one works; a choice only for those who belong to several places. */
export function TenantSwitch() {
  const t = useT();
  const { tenant, organisation, memberships } = useMe();
  if (memberships.length < 2) {
    return (
      <span className={classes.place} title={`${tenant.name} · ${organisation ?? ''}`}>
        {organisation ?? tenant.name}
      </span>
    );
  }
  return (
    <select
      className={classes.choice}
      aria-label={t('app.tenant')}
      value={tenant.slug}
      onChange={event => chooseTenant(event.currentTarget.value)}
    >
      {memberships.map(membership => (
        <option key={membership.tenant.slug} value={membership.tenant.slug}>
          {`${membership.tenant.name} · ${membership.organisation}`}
        </option>
      ))}
    </select>
  );
}
