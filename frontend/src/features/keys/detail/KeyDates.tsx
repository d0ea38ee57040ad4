import { DateText } from '@/components/ui/DateText';
import { RuleHint } from '@/components/ui/Explain';
import { Badge } from '@/components/ui/StatusBadge';
import { useT } from '@/lib/i18n/useT';
import classes from './detail.module.css';
import type { KeyDetail } from './documents';

interface KeyDatesProps {
  dates: KeyDetail['dates'];
  extensions: KeyDetail['deadlineExtensions'];
}

/** Every date that bears on the key, the binding one marked (XP-7). */
export function KeyDates({ dates, extensions }: KeyDatesProps) {
  const t = useT();
  if (dates.length === 0) return null;
  return (
    <section className="card stack">
      <h2>{t('keys.dates')}</h2>
      <ul className="stack">
        {dates.map(date => (
          <li key={`${date.kind}${date.date}`}>
            <span className="row">
              <span className={date.binding ? classes.binding : undefined}>
                <DateText day={date.date} />
              </span>
              {date.binding ? <Badge tone="soon">{t('keys.dates.binding')}</Badge> : null}
              <RuleHint rule={{ rule: date.rule, text: date.text }} />
            </span>
            <span className={classes.small}>{date.text}</span>
          </li>
        ))}
      </ul>
      {extensions.map(extension => (
        <p key={extension.at} className={classes.small}>
          {t('keys.dates.extended', { by: extension.by, reason: extension.reason })}{' '}
          <DateText day={extension.to} plain />
        </p>
      ))}
    </section>
  );
}
