import { useMediaQuery } from '@mantine/hooks';
import { getRouteApi } from '@tanstack/react-router';
import { HeatLegend, HeatMap } from '@/components/pictures/HeatMap';
import type { HeatDay } from '@/components/pictures/heat';
import { MoneyList } from '@/components/ui/MoneyText';
import { FilteredEmpty, FirstUse } from '@/components/ui/Problems';
import { NARROW } from '@/components/ui/table/narrow';
import { addDays } from '@/lib/dates';
import { useT } from '@/lib/i18n/useT';
import { useMe } from '@/lib/me';
import { useFormat } from '@/lib/useFormat';
import { byWeek, sumByCurrency, sumKeys } from './agenda';
import { Agenda } from './Agenda';
import { DayKeys } from './DayKeys';
import classes from './ExpiryPage.module.css';

const route = getRouteApi('/expiring');

interface ExpiryYearProps {
  year: readonly HeatDay[];
  /** The window's days on which something expires. */
  shown: readonly HeatDay[];
  from: string;
  to: string;
}

/** The year as a picture, the window as an agenda, and the keys of one day. */
export function ExpiryYear({ year, shown, from, to }: ExpiryYearProps) {
  const t = useT();
  const format = useFormat();
  const { tenant } = useMe();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const narrow = useMediaQuery(NARROW, undefined, { getInitialValueInEffect: false });
  const choose = (day: string | undefined) =>
    void navigate({ search: { ...search, day }, replace: true, resetScroll: false });

  if (year.every(day => day.keys === 0)) {
    return search.partner === undefined ? (
      <FirstUse title={t('expiry.empty')}>
        {t('expiry.empty.text', { day: format.longDay(addDays(from, 364)) })}
      </FirstUse>
    ) : (
      <FilteredEmpty
        filters={[t('expiry.partner')]}
        clear={() => void navigate({ search: { ...search, partner: undefined }, replace: true })}
      />
    );
  }

  const next = year.find(day => day.keys > 0);
  const current = search.day ?? (narrow ? undefined : (shown[0]?.day ?? next?.day));
  return (
    <>
      {narrow ? null : (
        <section className="card stack" aria-labelledby="expiry-year">
          <h2 id="expiry-year">{t('expiry.year')}</h2>
          <HeatMap
            from={from}
            to={addDays(from, 364)}
            today={tenant.today}
            days={year}
            onOpen={choose}
            {...(current === undefined ? {} : { current })}
          />
          <HeatLegend days={year} />
        </section>
      )}
      <p role="status" className={classes.sum}>
        {shown.length === 0 ? (
          t('expiry.window.empty', { day: format.longDay(to), next: format.longDay(next?.day ?? to) })
        ) : (
          <>
            <span>{t('expiry.sum', { keys: sumKeys(shown), day: format.longDay(to) })}</span>{' '}
            <MoneyList money={sumByCurrency(shown.map(day => day.atStake))} />
          </>
        )}
      </p>
      <div className={classes.columns}>
        <Agenda weeks={byWeek(shown)} current={current} inline={narrow} onChoose={choose} />
        {narrow || current === undefined ? null : (
          <section className={`card ${classes.day ?? ''}`} aria-live="polite">
            <DayKeys day={current} partner={search.partner} />
          </section>
        )}
      </div>
    </>
  );
}
