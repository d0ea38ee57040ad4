/** Calendar days are `YYYY-MM-DD` strings, as the contract has them; arithmetic is in whole UTC days. */
const DAY = 86_400_000;

export const toUtc = (day: string): Date => new Date(`${day}T00:00:00Z`);
export const toDay = (date: Date): string => date.toISOString().slice(0, 10);
export const addDays = (day: string, days: number): string =>
  toDay(new Date(toUtc(day).getTime() + days * DAY));
/** Whole days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((toUtc(to).getTime() - toUtc(from).getTime()) / DAY);

export function addMonths(day: string, months: number): string {
  const date = toUtc(day);
  const target = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1));
  const last = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate();
  target.setUTCDate(Math.min(date.getUTCDate(), last));
  return toDay(target);
}

export const isDay = (value: unknown): value is string =>
  typeof value === 'string' &&
  /^\d{4}-\d\d-\d\d$/.test(value) &&
  !Number.isNaN(toUtc(value).getTime()) &&
  toDay(toUtc(value)) === value;

/** Monday 0 … Sunday 6. */
export const weekday = (day: string): number => (toUtc(day).getUTCDay() + 6) % 7;

/** The unit and amount a distance in days reads best in. */
export function relativeParts(days: number): { value: number; unit: 'day' | 'week' | 'month' | 'year' } {
  const size = Math.abs(days);
  if (size < 14) return { value: days, unit: 'day' };
  if (size < 60) return { value: Math.trunc(days / 7), unit: 'week' };
  if (size < 730) return { value: Math.trunc(days / 30.44), unit: 'month' };
  return { value: Math.trunc(days / 365.25), unit: 'year' };
}
