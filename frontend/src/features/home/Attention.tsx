import { Link } from '@tanstack/react-router';
import { MoneyList } from '@/components/ui/MoneyText';
import type { HomeQuery } from '@/generated/gql/graphql';
import type { MessageId } from '@/lib/i18n/useT';
import { useT } from '@/lib/i18n/useT';
import { toSearch } from '@/lib/keyFilter';
import type { Tone } from '@/lib/words';
import { toneShape } from '@/lib/words';
import classes from './HomePage.module.css';

type Entry = HomeQuery['home']['attention'][number];

const words: Partial<Record<string, { text: MessageId; tone: Tone }>> = {
  EXPIRING_7: { text: 'home.expiring7', tone: 'late' },
  EXPIRING_30: { text: 'home.expiring30', tone: 'soon' },
  EXPIRING_60: { text: 'home.expiring60', tone: 'soon' },
  EXPIRING_90: { text: 'home.expiring90', tone: 'calm' },
  FALLBACK: { text: 'home.fallback', tone: 'late' },
  MAINTENANCE_WINDOW: { text: 'home.window', tone: 'window' },
  OVER_LIMIT: { text: 'home.over', tone: 'soon' },
  DEADLINE_SOON: { text: 'home.deadline', tone: 'late' },
  END_OF_LIFE: { text: 'home.endOfLife', tone: 'late' },
  USAGE_STALE: { text: 'home.stale', tone: 'calm' },
  TRANSFER_WAITING: { text: 'home.transfer', tone: 'info' },
  IMPORT_PROBLEMS: { text: 'home.imports', tone: 'late' },
};

/** One thing that needs somebody: how many, how much is at stake in each currency, and the way to them. */
export function Attention({ entry }: { entry: Entry }) {
  const t = useT();
  const known = words[entry.kind];
  if (!known) return null;
  const text = t(known.text, { count: entry.count });
  return (
    <li className={classes.entry}>
      <span className={classes.shape} data-tone={known.tone} aria-hidden="true">
        {toneShape[known.tone]}
      </span>
      {entry.kind === 'IMPORT_PROBLEMS' ? (
        <Link to="/imports" className={classes.link}>
          {text}
        </Link>
      ) : (
        <Link to="/keys" search={toSearch(entry.filter)} className={classes.link}>
          {text}
        </Link>
      )}
      {entry.atStake.length > 0 ? (
        <span className={classes.money}>
          <MoneyList money={entry.atStake} />
        </span>
      ) : null}
    </li>
  );
}
