import { UnstyledButton } from '@mantine/core';
import { useId } from 'react';
import { useIntl } from 'react-intl';
import type { HeatDay } from '@/components/pictures/heat';
import { MoneyList } from '@/components/ui/MoneyText';
import { addDays, daysBetween, toUtc } from '@/lib/dates';
import { useT } from '@/lib/i18n/useT';
import { useMe } from '@/lib/me';
import { useFormat } from '@/lib/useFormat';
import type { Week } from './agenda';
import classes from './Agenda.module.css';
import { InlineDay } from './DayKeys';

interface AgendaProps {
  weeks: readonly Week[];
  current: string | undefined;
  /** On a narrow screen a day opens in its place; beside the list otherwise. */
  inline: boolean;
  onChoose: (day: string | undefined) => void;
}

export function Agenda({ weeks, current, inline, onChoose }: AgendaProps) {
  const t = useT();
  const intl = useIntl();
  const range = (monday: string) =>
    intl.formatDateTimeRange(toUtc(monday), toUtc(addDays(monday, 6)), {
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      timeZone: 'UTC',
    });
  return (
    <ol className={classes.weeks} aria-label={t('expiry.agenda')}>
      {weeks.map(week => (
        <li key={week.monday} className={classes.week}>
          <div className={classes.head}>
            <h2 className={classes.title}>
              {t('expiry.week', { week: week.number })} <span className="muted">{range(week.monday)}</span>
            </h2>
            <span className={classes.figures}>
              {t('expiry.keys', { keys: week.keys })} <MoneyList money={week.atStake} />
            </span>
          </div>
          <ul>
            {week.days.map(day => (
              <AgendaDay
                key={day.day}
                entry={day}
                open={day.day === current}
                inline={inline}
                onChoose={onChoose}
              />
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}

interface AgendaDayProps {
  entry: HeatDay;
  open: boolean;
  inline: boolean;
  onChoose: AgendaProps['onChoose'];
}

function AgendaDay({ entry, open, inline, onChoose }: AgendaDayProps) {
  const t = useT();
  const intl = useIntl();
  const format = useFormat();
  const { tenant } = useMe();
  const list = useId();
  const { day, keys, atStake } = entry;
  const name = intl.formatDate(toUtc(day), {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
  const state = inline
    ? { 'aria-expanded': open, 'aria-controls': open ? list : undefined }
    : { 'aria-current': open ? ('date' as const) : undefined };
  return (
    <li>
      <UnstyledButton
        className={classes.day}
        onClick={() => onChoose(inline && open ? undefined : day)}
        {...state}
      >
        <span className={classes.date}>
          <time dateTime={day}>{name}</time>{' '}
          <span className="meta">{format.relativeDays(daysBetween(tenant.today, day))}</span>
        </span>
        <span className={classes.figures}>
          {t('expiry.keys', { keys })} <MoneyList money={atStake} />
        </span>
      </UnstyledButton>
      {inline && open ? (
        <div id={list} className={classes.inline}>
          <InlineDay day={day} />
        </div>
      ) : null}
    </li>
  );
}
