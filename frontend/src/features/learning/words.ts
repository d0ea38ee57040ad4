import type { CertificateState, CourseKind, CourseState, LearningOutcome } from '@/generated/schema';
import type { MessageId } from '@/lib/i18n/useT';
import type { Tone } from '@/lib/words';

export const courseState: Record<CourseState, readonly [text: MessageId, tone: Tone]> = {
  OPEN: ['learning.state.open', 'ok'],
  FULL: ['learning.state.full', 'soon'],
  CLOSED: ['learning.state.closed', 'calm'],
  BEGUN: ['learning.state.begun', 'info'],
  ENDED: ['learning.state.ended', 'calm'],
  CANCELLED: ['learning.state.cancelled', 'late'],
};

/** Seats may still be given back, and it may be changed. */
export const isBefore = (state: CourseState): boolean =>
  state === 'OPEN' || state === 'FULL' || state === 'CLOSED';

/** What came of it can be entered. */
export const hasBegun = (state: CourseState): boolean => state === 'BEGUN' || state === 'ENDED';

export const courseKind: Record<CourseKind, MessageId> = {
  COURSE: 'learning.kind.course',
  WEBINAR: 'learning.kind.webinar',
};

export const certificateState: Record<CertificateState, readonly [text: MessageId, tone: Tone]> = {
  VALID: ['learning.certificate.valid', 'ok'],
  EXPIRING: ['learning.certificate.expiring', 'soon'],
  EXPIRED: ['learning.certificate.expired', 'late'],
  REVOKED: ['learning.certificate.revoked', 'late'],
};

export const outcomes: readonly LearningOutcome[] = ['PASSED', 'FAILED', 'NO_SHOW'];

export const outcomeText: Record<LearningOutcome, MessageId> = {
  PASSED: 'learning.outcome.passed',
  FAILED: 'learning.outcome.failed',
  NO_SHOW: 'learning.outcome.noShow',
};
