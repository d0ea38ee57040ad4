import type { ReviewEffect, ReviewOutcome, ReviewState } from '@/generated/schema';
import type { MessageId } from '@/lib/i18n/useT';
import type { Tone } from '@/lib/words';

export const stateText: Record<ReviewState, MessageId> = {
  SNAPSHOT: 'reviews.state.snapshot',
  WEIGHING: 'reviews.state.weighing',
  KEYS: 'reviews.state.keys',
  COMPARED: 'reviews.state.compared',
  APPROVED: 'reviews.state.approved',
  PUBLISHING: 'reviews.state.publishing',
  PUBLISHED: 'reviews.state.published',
  STOPPED: 'reviews.state.stopped',
  FAILED: 'reviews.state.failed',
  CANCELLED: 'reviews.state.cancelled',
};

export const stateTone: Record<ReviewState, Tone> = {
  SNAPSHOT: 'info',
  WEIGHING: 'info',
  KEYS: 'info',
  COMPARED: 'soon',
  APPROVED: 'soon',
  PUBLISHING: 'info',
  PUBLISHED: 'ok',
  STOPPED: 'window',
  FAILED: 'late',
  CANCELLED: 'calm',
};

export const outcomeText: Record<ReviewOutcome, MessageId> = {
  KEEPS: 'reviews.outcome.keeps',
  NOTICE: 'reviews.outcome.notice',
  IN_GRACE: 'reviews.outcome.inGrace',
  DEMOTED: 'reviews.outcome.demoted',
};

export const outcomeTone: Record<ReviewOutcome, Tone> = {
  KEEPS: 'ok',
  NOTICE: 'soon',
  IN_GRACE: 'soon',
  DEMOTED: 'late',
};

/** As it was weighed needs no saying. */
export const effectText: Record<Exclude<ReviewEffect, 'APPLIED'>, MessageId> = {
  OVERTAKEN: 'reviews.effect.overtaken',
  EXEMPTED: 'reviews.effect.exempted',
};

/** What a run goes through, in order. */
export const phases = ['SNAPSHOT', 'WEIGHING', 'KEYS', 'COMPARED', 'APPROVED', 'PUBLISHED'] as const;
export const phaseText: Record<(typeof phases)[number], MessageId> = {
  SNAPSHOT: 'reviews.phase.snapshot',
  WEIGHING: 'reviews.phase.weighing',
  KEYS: 'reviews.phase.keys',
  COMPARED: 'reviews.phase.compared',
  APPROVED: 'reviews.phase.approved',
  PUBLISHED: 'reviews.phase.published',
};
