import type { HeatDay } from '@/components/pictures/heat';
import type { Amount } from '@/components/ui/MoneyText';
import { addDays, daysBetween, toUtc, weekday } from '@/lib/dates';

/** How many days the agenda looks ahead; the usual one has no place in the address. */
export const windows = [7, 30, 60, 90, 365] as const;
export type Window = (typeof windows)[number];
export const usualWindow: Window = 90;

export interface Week {
  monday: string;
  /** By ISO 8601: week 1 holds the year's first Thursday. */
  number: number;
  keys: number;
  atStake: Amount[];
  days: HeatDay[];
}

export function weekNumber(day: string): number {
  const thursday = addDays(day, 3 - weekday(day));
  const first = `${thursday.slice(0, 4)}-01-01`;
  return Math.floor(daysBetween(first, thursday) / 7) + 1;
}

/** Each currency for itself, in the order they first appear; never added across. */
export function sumByCurrency(lists: readonly (readonly Amount[])[]): Amount[] {
  const sums = new Map<string, number>();
  for (const { currency, minor } of lists.flat()) sums.set(currency, (sums.get(currency) ?? 0) + minor);
  return [...sums].map(([currency, minor]) => ({ currency, minor }));
}

export const sumKeys = (days: readonly HeatDay[]): number => days.reduce((sum, day) => sum + day.keys, 0);

/** The days of a window on which something expires, soonest first. */
export function daysWithin(days: readonly HeatDay[], from: string, to: string): HeatDay[] {
  return days
    .filter(({ day, keys }) => keys > 0 && day >= from && day <= to)
    .sort((a, b) => toUtc(a.day).getTime() - toUtc(b.day).getTime());
}

/** Weeks in which nothing expires are left out. */
export function byWeek(days: readonly HeatDay[]): Week[] {
  const weeks = new Map<string, HeatDay[]>();
  for (const day of days) {
    const monday = addDays(day.day, -weekday(day.day));
    weeks.set(monday, [...(weeks.get(monday) ?? []), day]);
  }
  return [...weeks].map(([monday, own]) => ({
    monday,
    number: weekNumber(monday),
    keys: sumKeys(own),
    atStake: sumByCurrency(own.map(day => day.atStake)),
    days: own,
  }));
}
