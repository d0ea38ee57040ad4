import { describe, expect, it } from 'vitest';
import type { RuleBook } from './documents';
import { firstDraft, newLevel, nextMonth, readDraft, readNumber, typedDraft } from './draft';

const gold = {
  code: 'GOLD',
  name: 'Gold',
  points: 20_000,
  discountPercent: 27.5,
  certificates: [{ path: 'advanced', people: 2 }],
  benefits: ['Priority support', 'Two demo phones'],
  nfrKeys: 3,
};
const book = {
  today: '2026-12-22',
  versions: [
    { state: 'WITHDRAWN', rows: [] },
    { state: 'IN_FORCE', rows: [gold] },
  ],
} as unknown as RuleBook;

describe('a draft of the level rules', () => {
  it('comes back as it was typed out', () => {
    const typed = typedDraft({ effectiveFrom: '2027-01-01', note: null, rows: [gold] });
    expect(readDraft(typed)).toEqual({ wrong: new Map(), rows: [gold] });
  });

  it('begins as the newest version, with the coming month', () => {
    const { effectiveFrom, levels } = firstDraft(book);
    expect([effectiveFrom, levels.map(level => level.code)]).toEqual(['2027-01-01', ['GOLD']]);
    expect(nextMonth('2026-02-28')).toBe('2026-03-01');
  });

  it('says at which field no number stands', () => {
    const typed = typedDraft({ effectiveFrom: '2027-01-01', note: '', rows: [gold] });
    const { wrong } = readDraft({
      ...typed,
      levels: [{ ...newLevel(), points: 'many', discount: '1.5', nfrKeys: '1.5' }],
    });
    expect([...wrong.keys()]).toEqual(['rows[0].points', 'rows[0].nfrKeys']);
  });

  it.each([
    ['27,5', 27.5],
    ['20 000', 20_000],
    ['-3', -3],
    ['', undefined],
    ['1e9', undefined],
    ['12,3,4', undefined],
  ])('reads %j as %j', (typed, number) => {
    expect(readNumber(typed)).toBe(number);
  });
});
