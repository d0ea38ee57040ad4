import type { ReviewState } from '@/generated/schema';
import { phases } from './words';

export type PhaseState = 'done' | 'now' | 'ahead';

interface Run {
  state: ReviewState;
  stoppedIn?: ReviewState | null | undefined;
  dry: boolean;
}

/** The phases a run has, each done, under way or ahead; a dry run ends with the comparison. */
export function phasesOf(run: Run): { phase: (typeof phases)[number]; state: PhaseState }[] {
  const all = run.dry ? phases.slice(0, 4) : phases;
  const standing = run.stoppedIn ?? run.state;
  const at = standing === 'CANCELLED' ? -1 : phases.findIndex(phase => phase === place(standing));
  const over = run.state === 'PUBLISHED' || (run.dry && run.state === 'COMPARED');
  return all.map((phase, index) => ({
    phase,
    state: over || index < at ? 'done' : index === at ? 'now' : 'ahead',
  }));
}

/** Approved waits for publication; publishing is it. */
function place(state: ReviewState): ReviewState {
  return state === 'PUBLISHING' || state === 'APPROVED' ? 'PUBLISHED' : state;
}

export const isMoving = (state: ReviewState): boolean =>
  state === 'SNAPSHOT' || state === 'WEIGHING' || state === 'KEYS' || state === 'PUBLISHING';

/** The newest 1 January or 1 July that has come. */
export function dueReview(today: string): string {
  return Number(today.slice(5, 7)) < 7 ? `${today.slice(0, 4)}-01-01` : `${today.slice(0, 4)}-07-01`;
}

export function nextReview(today: string): string {
  const due = dueReview(today);
  return due.endsWith('01-01') ? `${today.slice(0, 4)}-07-01` : `${Number(today.slice(0, 4)) + 1}-01-01`;
}
