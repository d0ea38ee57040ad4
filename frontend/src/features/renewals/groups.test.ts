import { describe, expect, it } from 'vitest';
import type { BasketLine } from '@/lib/basket';
import type { BasketKey } from './groups';
import { groupLines, movedPrices, pricesToNote } from './groups';

const eur = (minor: number) => ({ minor, currency: 'EUR' });
const key = (id: string, customer: string, partner: string | null, currency = 'EUR'): BasketKey => ({
  id,
  number: id.toUpperCase(),
  customer: { id: `customer_${customer}`, name: customer },
  partner: partner === null ? null : { id: `partner_${partner}`, name: partner },
  renewalPrice: { minor: 100, currency },
});
const keys = new Map(
  [
    key('key_1', 'Rossi', 'Brenta'),
    key('key_2', 'Bianchi', 'Brenta'),
    key('key_3', 'Rossi', 'Brenta'),
    key('key_4', 'Rossi', 'Brenta', 'NOK'),
    key('key_5', 'Verdi', null),
  ].map(one => [one.id, one] as const),
);
const lines: BasketLine[] = [...keys.keys()].map(keyId => ({ keyId, years: 1 }));
const shape = (payer: 'PARTNER' | 'CUSTOMER') =>
  groupLines(lines, keys, payer, 'EUR').map(group => [
    group.name,
    group.currency,
    group.lines.map(line => line.keyId),
  ]);

describe('what becomes one quote', () => {
  it('is one customer and one currency where customers pay', () => {
    expect(shape('CUSTOMER')).toEqual([
      ['Bianchi', 'EUR', ['key_2']],
      ['Rossi', 'EUR', ['key_1', 'key_3']],
      ['Rossi', 'NOK', ['key_4']],
      ['Verdi', 'EUR', ['key_5']],
    ]);
  });
  it('is one partner and one currency where partners pay; a key without one stays apart', () => {
    expect(shape('PARTNER')).toEqual([
      ['', 'EUR', ['key_5']],
      ['Brenta', 'EUR', ['key_1', 'key_2', 'key_3']],
      ['Brenta', 'NOK', ['key_4']],
    ]);
  });
  it('waits for keys it does not know', () => {
    expect(groupLines([{ keyId: 'key_9', years: 1 }], keys, 'CUSTOMER', 'EUR')).toEqual([]);
  });
});

describe('prices that move', () => {
  const seen = { payer: 'CUSTOMER' as const, years: 1, netMinor: 100, currency: 'EUR' };
  const basket: BasketLine[] = [
    { keyId: 'key_1', years: 1, seen },
    { keyId: 'key_2', years: 1, seen },
    { keyId: 'key_3', years: 2, seen },
    { keyId: 'key_4', years: 1 },
  ];
  const priced = [
    { keyId: 'key_1', number: 'A', years: 1, net: eur(120) },
    { keyId: 'key_2', number: 'B', years: 1, net: eur(100) },
    { keyId: 'key_3', number: 'C', years: 2, net: eur(190) },
    { keyId: 'key_4', number: 'D', years: 1, net: eur(80) },
  ];
  it('names those that are not what the reader saw, for the same payer and term', () => {
    expect(movedPrices(basket, priced, 'CUSTOMER')).toEqual([
      { keyId: 'key_1', number: 'A', before: eur(100), now: eur(120) },
    ]);
    expect(movedPrices(basket, priced, 'PARTNER')).toEqual([]);
  });
  it('is noted by itself only the first time, a moved price only once the reader says so', () => {
    expect([...pricesToNote(basket, priced, 'CUSTOMER').keys()]).toEqual(['key_3', 'key_4']);
    expect([...pricesToNote(basket, priced, 'CUSTOMER', true).keys()]).toHaveLength(4);
    expect(pricesToNote(basket, [], 'CUSTOMER').size).toBe(0);
  });
});
