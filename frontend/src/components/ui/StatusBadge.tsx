import type { KeyStatus } from '@/generated/schema';
import { useT } from '@/lib/i18n/useT';
import type { Tone } from '@/lib/words';
import { statusTone, statusWord, toneShape } from '@/lib/words';
import classes from './StatusBadge.module.css';

/** Days before the last day from which an active key is said to expire soon. */
const SOON_DAYS = 30;

interface StatusBadgeProps {
  status: KeyStatus;
  /** Whole days until the status ends, where known: an active key near its end is shown as such. */
  daysLeft?: number | undefined;
}

export function StatusBadge({ status, daysLeft }: StatusBadgeProps) {
  const t = useT();
  const soon = status === 'ACTIVE' && daysLeft !== undefined && daysLeft <= SOON_DAYS;
  return (
    <Badge tone={soon ? 'soon' : statusTone[status]}>
      {soon ? t('word.status.soon') : t(statusWord[status])}
    </Badge>
  );
}

/** Shape, word and colour: colour is never the only signal. */
export function Badge({ tone, children }: { tone: Tone; children: string }) {
  return (
    <span className={classes.badge} data-tone={tone}>
      <span aria-hidden="true" className={classes.shape}>
        {toneShape[tone]}
      </span>
      {children}
    </span>
  );
}
