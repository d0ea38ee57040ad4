import { describe, expect, it } from 'vitest';
import { byWeek, daysWithin, sumByCurrency, weekNumber } from './agenda';

const day = (on: string, keys: number, ...money: [number, string][]) => ({
  day: on,
  keys,
  atStake: money.map(([minor, currency]) => ({ minor, currency })),
});

describe('agenda', () => {
  it('groups by week from Monday to Sunday, over the turn of the year', () => {
    const weeks = byWeek([
      day('2026-12-31', 2, [100, 'EUR']),
      day('2027-01-03', 1, [50, 'EUR']),
      day('2027-01-04', 1, [7, 'EUR']),
    ]);
    expect(weeks.map(({ monday, number, keys }) => [monday, number, keys])).toEqual([
      ['2026-12-28', 53, 3],
      ['2027-01-04', 1, 1],
    ]);
    expect(weeks[0]?.atStake).toEqual([{ minor: 150, currency: 'EUR' }]);
  });
  it('never adds across currencies', () => {
    expect(
      sumByCurrency([
        [
          { minor: 100, currency: 'EUR' },
          { minor: 900, currency: 'NOK' },
        ],
        [{ minor: 1, currency: 'NOK' }],
        [],
      ]),
    ).toEqual([
      { minor: 100, currency: 'EUR' },
      { minor: 901, currency: 'NOK' },
    ]);
  });
  it('counts weeks as ISO 8601 does', () => {
    expect(['2026-01-01', '2024-12-30', '2027-01-01', '2026-11-21'].map(weekNumber)).toEqual([1, 1, 53, 47]);
  });
  it('keeps the window and the order, and leaves out days without keys', () => {
    const days = [day('2026-12-02', 1), day('2026-11-30', 2), day('2026-12-01', 0), day('2027-02-01', 1)];
    expect(daysWithin(days, '2026-11-30', '2026-12-31').map(entry => entry.day)).toEqual([
      '2026-11-30',
      '2026-12-02',
    ]);
  });
});
