import { useMemo } from 'react';
import { useIntl } from 'react-intl';
import { addDays, relativeParts, toUtc } from './dates';

export interface Formats {
  /** 4 Dec 2026 */
  day: (day: string) => string;
  /** 4 December 2026 */
  longDay: (day: string) => string;
  month: (day: string) => string;
  monthShort: (day: string) => string;
  /** 0 Monday … 6 Sunday, as short as the language has it. */
  weekdayShort: (index: number) => string;
  instant: (at: string, timeZone?: string) => string;
  relativeDays: (days: number, short?: boolean) => string;
  number: (value: number) => string;
  percent: (ratio: number) => string;
  money: (minor: number, currency: string) => string;
  /** As people type it: no currency, no grouping. */
  amount: (minor: number, currency: string) => string;
}

/** Minor units of a currency: 2 for EUR and NOK, whatever Intl says for the others. */
export const minorDigits = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

export function useFormat(): Formats {
  const intl = useIntl();
  return useMemo(() => {
    const date = (options: Intl.DateTimeFormatOptions) => {
      const format = new Intl.DateTimeFormat(intl.locale, { ...options, timeZone: 'UTC' });
      return (day: string) => format.format(toUtc(day));
    };
    const weekday = date({ weekday: 'short' });
    const relative = new Intl.RelativeTimeFormat(intl.locale, { numeric: 'auto' });
    const relativeShort = new Intl.RelativeTimeFormat(intl.locale, { numeric: 'auto', style: 'short' });
    const number = new Intl.NumberFormat(intl.locale);
    const percent = new Intl.NumberFormat(intl.locale, { style: 'percent', maximumFractionDigits: 0 });
    const monies = new Map<string, Intl.NumberFormat>();
    return {
      day: date({ day: 'numeric', month: 'short', year: 'numeric' }),
      longDay: date({ day: 'numeric', month: 'long', year: 'numeric' }),
      month: date({ month: 'long', year: 'numeric' }),
      monthShort: date({ month: 'short' }),
      weekdayShort: index => weekday(addDays('2024-01-01', index)),
      instant: (at, timeZone) =>
        new Intl.DateTimeFormat(intl.locale, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(
          new Date(at),
        ),
      relativeDays: (days, short = false) => {
        const { value, unit } = relativeParts(days);
        return (short ? relativeShort : relative).format(value, unit);
      },
      number: value => number.format(value),
      percent: ratio => percent.format(ratio),
      money: (minor, currency) => {
        let format = monies.get(currency);
        if (!format) {
          // Italian would group from five digits on; amounts below each other should look alike.
          format = new Intl.NumberFormat(intl.locale, {
            style: 'currency',
            currency,
            useGrouping: 'always',
          });
          monies.set(currency, format);
        }
        return format.format(minor / 10 ** minorDigits(currency));
      },
      amount: (minor, currency) => {
        const digits = minorDigits(currency);
        return new Intl.NumberFormat(intl.locale, {
          minimumFractionDigits: digits,
          maximumFractionDigits: digits,
          useGrouping: false,
        }).format(minor / 10 ** digits);
      },
    };
  }, [intl]);
}
