import { Link } from '@tanstack/react-router';
import { MoneyList } from '@/components/ui/MoneyText';
import type { HomeQuery } from '@/generated/gql/graphql';
import type { MessageId } from '@/lib/i18n/useT';
import { useT } from '@/lib/i18n/useT';
import { toSearch } from '@/lib/lists/keyFilter';
import { quoteStates } from '@/lib/lists/sales';
import type { RawSearch } from '@/lib/search';
import { day, present, someOf } from '@/lib/search';
import type { Tone } from '@/lib/words';
import { toneShape } from '@/lib/words';
import classes from './HomePage.module.css';
import { IntoBasket } from './IntoBasket';

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
  REVIEW_APPROVAL: { text: 'home.reviewApproval', tone: 'info' },
  REVIEW_PUBLICATION: { text: 'home.reviewPublication', tone: 'info' },
  REVIEW_FAILED: { text: 'home.reviewFailed', tone: 'late' },
  QUOTES_VIEWED_UNPAID: { text: 'home.quotesViewed', tone: 'soon' },
  QUOTES_EXPIRING: { text: 'home.quotesExpiring', tone: 'soon' },
  OPEN_CREDITS: { text: 'home.credits', tone: 'late' },
  DISPUTES: { text: 'home.disputes', tone: 'late' },
  REFUNDS_CAME_BACK: { text: 'home.refunds', tone: 'late' },
  WEBHOOKS_DEAD: { text: 'home.webhooks', tone: 'late' },
  MAIL_UNCERTAIN: { text: 'home.mails', tone: 'late' },
};

/** Kinds whose keys a renewal settles: their whole list can go into the basket. */
const renewable = new Set(['EXPIRING_7', 'EXPIRING_30', 'EXPIRING_60', 'FALLBACK', 'MAINTENANCE_WINDOW']);

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
      <Way entry={entry} text={text} />
      {entry.atStake.length > 0 ? (
        <span className={classes.money}>
          <MoneyList money={entry.atStake} />
        </span>
      ) : null}
      {renewable.has(entry.kind) ? <IntoBasket entry={entry} /> : null}
    </li>
  );
}

/** Where the entry leads: its filter, as the address of the list it speaks of. */
function Way({ entry, text }: { entry: Entry; text: string }) {
  const className = classes.link;
  switch (entry.kind) {
    case 'IMPORT_PROBLEMS':
      return (
        <Link to="/imports" className={className}>
          {text}
        </Link>
      );
    case 'REVIEW_APPROVAL':
    case 'REVIEW_PUBLICATION':
    case 'REVIEW_FAILED':
      return (
        <Link to="/reviews" className={className}>
          {text}
        </Link>
      );
    case 'QUOTES_VIEWED_UNPAID':
    case 'QUOTES_EXPIRING':
      return (
        <Link to="/quotes" search={toQuotes(entry.filter)} className={className}>
          {text}
        </Link>
      );
    case 'OPEN_CREDITS':
      return (
        <Link to="/credits" hash="credits" className={className}>
          {text}
        </Link>
      );
    case 'DISPUTES':
      return (
        <Link to="/credits" hash="disputes" className={className}>
          {text}
        </Link>
      );
    case 'REFUNDS_CAME_BACK':
      return (
        <Link to="/credits" hash="refunds" className={className}>
          {text}
        </Link>
      );
    case 'WEBHOOKS_DEAD':
      return (
        <Link to="/credits" hash="inbox" className={className}>
          {text}
        </Link>
      );
    case 'MAIL_UNCERTAIN':
      return (
        <Link to="/credits" hash="mails" className={className}>
          {text}
        </Link>
      );
    default:
      return (
        <Link to="/keys" search={toSearch(entry.filter)} className={className}>
          {text}
        </Link>
      );
  }
}

/** A filter of quotes the server suggests, as an address. */
function toQuotes(filter: unknown) {
  const given = (typeof filter === 'object' && filter !== null ? filter : {}) as RawSearch;
  return present({ state: someOf(given.state, quoteStates), until: day(given.validTo) });
}
