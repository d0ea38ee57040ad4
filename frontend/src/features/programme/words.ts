import type { MessageId } from '@/lib/i18n/useT';
import type { Tone } from '@/lib/words';
import type { NextReview } from './documents';

type Outcome = NextReview['outcome'];

export const outcomeTone: Record<Outcome, Tone> = {
  KEEPS: 'ok',
  NOTICE: 'soon',
  IN_GRACE: 'soon',
  DEMOTED: 'late',
};
export const outcomeWord: Record<Outcome, MessageId> = {
  KEEPS: 'programme.outcome.KEEPS',
  NOTICE: 'programme.outcome.NOTICE',
  IN_GRACE: 'programme.outcome.IN_GRACE',
  DEMOTED: 'programme.outcome.DEMOTED',
};
