import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { useT } from '@/lib/i18n/useT';
import { useMe } from '@/lib/me';
import { currentViewing, endViewing } from '@/lib/session/viewing';
import { useFormat } from '@/lib/useFormat';
import classes from './ViewingBanner.module.css';

/** Says on every screen, all the time, whose view this is, and leads back. */
export default function ViewingBanner() {
  const t = useT();
  const format = useFormat();
  const { viewing, partner, tenant } = useMe();
  const over = viewing == null;
  useEffect(() => {
    // It ended meanwhile, or was another tab's to end.
    if (over && currentViewing() !== null) endViewing('/');
  }, [over]);
  if (over) return null;
  return (
    <section className={classes.banner} aria-label={t('app.viewing.label')}>
      <p>
        <strong>{t('app.viewing', { partner: partner?.name ?? '' })}</strong>{' '}
        {t('app.viewing.text', { until: format.instant(viewing.until, tenant.timeZone) })}
      </p>
      <Button
        size="compact-sm"
        variant="default"
        className="no-print"
        onClick={() => endViewing(partner ? `/partners/${partner.id}` : '/')}
      >
        {t('app.viewing.end')}
      </Button>
    </section>
  );
}
