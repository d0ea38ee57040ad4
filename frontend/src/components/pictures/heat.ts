import { addDays, daysBetween, weekday } from '@/lib/dates';

export interface HeatDay {
  day: string;
  keys: number;
  atStake: readonly { minor: number; currency: string }[];
}

/** Steps 0 to 4; the root tells few from none, and many from more, better than a straight scale. */
export function heatStep(keys: number, most: number): number {
  if (keys <= 0 || most <= 0) return 0;
  return Math.min(4, Math.max(1, Math.ceil(4 * Math.sqrt(keys / most))));
}

export interface HeatGrid {
  /** Seven rows, Monday first; each with a day per week, or nothing outside the range. */
  rows: (string | undefined)[][];
  /** Where each month begins: the first week whose Monday-to-Sunday holds its first day. */
  months: { week: number; span: number; day: string }[];
  weeks: number;
}

export function heatGrid(from: string, to: string): HeatGrid {
  const start = addDays(from, -weekday(from));
  const weeks = Math.floor(daysBetween(start, to) / 7) + 1;
  const rows = Array.from({ length: 7 }, (_, row) =>
    Array.from({ length: weeks }, (__, week) => {
      const day = addDays(start, week * 7 + row);
      return day < from || day > to ? undefined : day;
    }),
  );
  const months: HeatGrid['months'] = [];
  for (let week = 0; week < weeks; week++) {
    const sunday = addDays(start, week * 7 + 6);
    const last = months.at(-1);
    if (last?.day.startsWith(sunday.slice(0, 7))) last.span++;
    else months.push({ week, span: 1, day: sunday });
  }
  return { rows, months, weeks };
}

/** The range cut into stretches of at most so many weeks, as equal as may be; one below the other they fit any width. */
export function heatBlocks(from: string, to: string, mostWeeks: number): HeatGrid[] {
  const start = addDays(from, -weekday(from));
  const weeks = Math.floor(daysBetween(start, to) / 7) + 1;
  const blocks = Math.ceil(weeks / Math.max(1, mostWeeks));
  const each = Math.ceil(weeks / blocks);
  return Array.from({ length: blocks }, (_, block) => {
    const monday = addDays(start, block * each * 7);
    const sunday = addDays(monday, each * 7 - 1);
    return heatGrid(monday < from ? from : monday, sunday > to ? to : sunday);
  });
}

/** Where a key of the keyboard leads from a day; undefined when it leads nowhere. */
export function heatMove(key: string, day: string, from: string, to: string): string | undefined {
  const steps: Partial<Record<string, number>> = {
    ArrowUp: -1,
    ArrowDown: 1,
    ArrowLeft: -7,
    ArrowRight: 7,
    PageUp: -28,
    PageDown: 28,
  };
  if (key === 'Home') return from;
  if (key === 'End') return to;
  const step = steps[key];
  if (step === undefined) return undefined;
  const target = addDays(day, step);
  return target < from || target > to ? undefined : target;
}
