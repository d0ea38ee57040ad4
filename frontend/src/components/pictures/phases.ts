import { addDays, addMonths, daysBetween } from '@/lib/dates';
import type { Edition, KeyStatus } from '@/generated/schema';

export interface PicturePhase {
  from: string;
  to?: string | null | undefined;
  status: KeyStatus;
  support: boolean;
  provisional: boolean;
  effective: { edition: Edition; size: number; free: boolean };
}

/** Before the first day and after the end there is nothing to support. */
export const holdsNothing = ({ effective }: Pick<PicturePhase, 'effective'>): boolean => effective.size === 0;

export interface Segment {
  phase: PicturePhase;
  /** Shares of the width, 0 to 1. */
  start: number;
  end: number;
  /** The first day, where it lies inside the picture. */
  begins: string | undefined;
}

export interface PhaseGeometry {
  segments: Segment[];
  today: number;
  from: string;
  to: string;
}

/** Phases that look the same beside each other are one stretch of the picture. */
function merged(phases: readonly PicturePhase[]): PicturePhase[] {
  const found: PicturePhase[] = [];
  for (const phase of phases) {
    const last = found.at(-1);
    const same =
      last?.status === phase.status &&
      last.support === phase.support &&
      last.provisional === phase.provisional &&
      last.effective.edition === phase.effective.edition &&
      last.effective.size === phase.effective.size;
    if (last && same) found[found.length - 1] = { ...last, to: phase.to };
    else found.push({ ...phase });
  }
  return found;
}

const MOST_YEARS = 5;

/** From a year ago (or the beginning) to a while after the last known change. */
export function phaseRange(phases: readonly PicturePhase[], today: string): { from: string; to: string } {
  const first = phases[0]?.from ?? today;
  const last = phases.at(-1)?.from ?? today;
  const yearAgo = addMonths(today, -12);
  const from = first > yearAgo ? (first < today ? first : today) : yearAgo;
  const wanted = [addMonths(last, 5), addMonths(today, 9)].sort().at(-1) ?? today;
  const most = addMonths(today, 12 * MOST_YEARS);
  return { from, to: wanted < most ? wanted : most };
}

export function phaseGeometry(
  phases: readonly PicturePhase[],
  today: string,
  range = phaseRange(phases, today),
): PhaseGeometry {
  const width = Math.max(1, daysBetween(range.from, range.to));
  const at = (day: string) => Math.min(1, Math.max(0, daysBetween(range.from, day) / width));
  const segments = merged(phases).flatMap<Segment>(phase => {
    const start = at(phase.from);
    const end = phase.to ? at(addDays(phase.to, 1)) : 1;
    if (end <= start) return [];
    return [{ phase, start, end, begins: phase.from >= range.from ? phase.from : undefined }];
  });
  return { segments, today: at(today), ...range };
}

/** Which of the labels fit beside each other; the earlier one wins. */
export function fitting(places: readonly number[], width: number, room: number): boolean[] {
  let free = -Infinity;
  return places.map(place => {
    const x = place * width;
    if (x < free || x + room > width + 8) return false;
    free = x + room;
    return true;
  });
}
