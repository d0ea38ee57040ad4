import { describe, expect, it } from 'vitest';
import { asText } from './derivation';
import type { SalesLine } from './lines';
import { byCustomer, marginOf } from './lines';

const eur = (minor: number) => ({ minor, currency: 'EUR' });
const line = (customer: string, margin: number | null) =>
  ({ customer: { id: customer, name: customer }, margin: margin === null ? null : eur(margin) }) as SalesLine;

describe('an amount explains itself', () => {
  it('as rows one can paste: words, amount, rule and version', () => {
    const steps = [
      { kind: 'LIST_PRICE', rule: 'OM-4', version: 'prices-1', amount: eur(59_000), text: 'List price' },
      { kind: 'LEVEL_DISCOUNT', rule: 'PP-6', version: null, amount: eur(-11_800), text: 'Bronze 20 %' },
    ] as const;
    expect(asText('3CX1', steps, (minor, currency) => `${String(minor)} ${currency}`)).toBe(
      '3CX1\nList price\t59000 EUR\tOM-4 prices-1\nBronze 20 %\t-11800 EUR\tPP-6',
    );
  });
});

describe('lines of a quote', () => {
  it('stand under their customers in order', () => {
    expect(
      byCustomer([line('b', 1), line('a', 1), line('b', 1)]).map(one => [one.name, one.lines.length]),
    ).toEqual([
      ['b', 2],
      ['a', 1],
    ]);
  });
  it('have a margin only where each of them has one', () => {
    expect(marginOf([line('a', 100), line('b', 50)])).toEqual(eur(150));
    expect(marginOf([line('a', 100), line('b', null)])).toBeUndefined();
    expect(marginOf([])).toBeUndefined();
  });
});
