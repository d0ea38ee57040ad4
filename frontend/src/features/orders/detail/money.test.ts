import { describe, expect, it } from 'vitest';
import { readBody } from '../print/body';
import { readAmount } from './money';

describe('an amount somebody types', () => {
  it.each([
    ['12', 1200],
    ['12,5', 1250],
    ['12.50', 1250],
    ['1 234,50', 123_450],
    ['1.234,50', 123_450],
    ['1,234.50', 123_450],
    ['1.234', 123_400],
    ['0,01', 1],
  ])('%s', (typed, minor) => {
    expect(readAmount(typed, 'EUR')).toBe(minor);
  });
  it.each(['', '-5', '1,2,3', '12,345,6', '1e5', 'abc', '12.345.', '1.23456'])('%s is none', typed => {
    expect(readAmount(typed, 'EUR')).toBeUndefined();
  });
  it('has as many decimals as its currency', () => {
    expect(readAmount('1200', 'JPY')).toBe(1200);
    expect(readAmount('12.5', 'JPY')).toBeUndefined();
  });
});

describe('a frozen document', () => {
  it('is read as it was written', () => {
    const body = readBody(
      {
        number: 'I-00017',
        language: 'it',
        seller: { name: 'Allnet', country: 'IT' },
        lines: [{ line: 1, key: '••••', size: 16, years: 1, net: { minor: 100, currency: 'EUR' } }],
        gross: { minor: 122, currency: 'EUR' },
        legal: { it: 'IVA 22 %', en: 4 },
      },
      'EUR',
    );
    expect(body).toMatchObject({ number: 'I-00017', gross: { minor: 122 }, legal: { it: 'IVA 22 %' } });
    expect(body.lines[0]).toMatchObject({ key: '••••', from: undefined, net: { minor: 100 } });
  });
  it('never breaks the page, whatever it holds', () => {
    for (const strange of [null, 4, 'x', [], { lines: 'x', seller: 7, legal: [] }]) {
      expect(readBody(strange, 'NOK').gross).toEqual({ minor: 0, currency: 'NOK' });
    }
  });
});
