import { beforeEach, describe, expect, it } from 'vitest';
import {
  addToBasket,
  basketOf,
  MOST_LINES,
  noteSeen,
  readBasket,
  removeFromBasket,
  setYears,
} from './basket';

const keys = (count: number, from = 0) => Array.from({ length: count }, (_, index) => `key_${from + index}`);
let tenant = 0;
let here = '';

describe('the basket', () => {
  beforeEach(() => {
    localStorage.clear();
    here = `tenant${String(++tenant)}`;
  });

  it('holds a key once, in the order it came', () => {
    expect(addToBasket(here, ['key_2', 'key_1', 'key_2'])).toEqual({ added: 2, full: false });
    expect(addToBasket(here, ['key_1'])).toEqual({ added: 0, full: false });
    expect(basketOf(here).map(line => line.keyId)).toEqual(['key_2', 'key_1']);
  });
  it('says when it is full, and keeps what it has', () => {
    expect(addToBasket(here, keys(150))).toEqual({ added: 150, full: false });
    expect(addToBasket(here, keys(100, 150))).toEqual({ added: 50, full: true });
    expect(basketOf(here)).toHaveLength(MOST_LINES);
  });
  it('is one per tenant and outlives the page', () => {
    addToBasket(here, ['key_1'], 3);
    setYears(here, 'key_1', 2);
    expect(basketOf(`${here}other`)).toEqual([]);
    expect(readBasket(localStorage.getItem(`tessera.basket.${here}`))).toMatchObject([
      { keyId: 'key_1', years: 2 },
    ]);
    removeFromBasket(here, ['key_1']);
    expect(localStorage.getItem(`tessera.basket.${here}`)).toBeNull();
  });
  it('remembers the prices that were seen', () => {
    addToBasket(here, ['key_1', 'key_2']);
    const seen = { payer: 'PARTNER' as const, years: 1, netMinor: 4230, currency: 'EUR' };
    noteSeen(here, new Map([['key_1', seen]]));
    expect(basketOf(here).map(line => line.seen)).toEqual([seen, undefined]);
  });
  it('leaves out whatever somebody else wrote there', () => {
    expect(readBasket('not json')).toEqual([]);
    expect(readBasket('{"keyId":"key_1"}')).toEqual([]);
    expect(
      readBasket(
        '[{"keyId":"customer_1","years":1},{"keyId":"key_1","years":99,"seen":{"payer":"X"}},{"keyId":"key_1"},null]',
      ),
    ).toEqual([{ keyId: 'key_1', years: 1, seen: undefined }]);
    expect(readBasket('[{"keyId":"key_1","years":99}]')[0]?.years).toBe(10);
  });
});
