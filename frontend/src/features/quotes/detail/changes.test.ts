import { describe, expect, it } from 'vitest';
import type { Formats } from '@/lib/useFormat';
import { readQuoteSearch, readQuotesSearch } from '../routes';
import { offerOf } from './actions';
import { factText, placeOf } from './changes';

const format = {
  money: (minor: number, currency: string) => `${String(minor / 100)} ${currency}`,
  day: (day: string) => `day ${day}`,
} as Formats;

describe('what a version changed', () => {
  it('names the key and the property it is about', () => {
    expect(placeOf('lines[3CX1-7HK2].years')).toEqual({
      key: '3CX1-7HK2',
      name: 'quotes.change.years',
      raw: 'years',
    });
    expect(placeOf('lines[3CX1-7HK2]')).toEqual({ key: '3CX1-7HK2', raw: '' });
    expect(placeOf('gross')).toEqual({ name: 'sales.gross', raw: 'gross' });
    expect(placeOf('unheardOf')).toEqual({ raw: 'unheardOf' });
  });
  it('shows amounts and days as the reader writes them, and the rest as it is', () => {
    expect(factText('59000 EUR', format)).toBe('590 EUR');
    expect(factText('-100 NOK', format)).toBe('-1 NOK');
    expect(factText('2027-12-04', format)).toBe('day 2027-12-04');
    expect(factText('PO-4711', format)).toBe('PO-4711');
    expect(factText(null, format)).toBe('–');
  });
});

describe('what may be done with a quote', () => {
  const subject = {
    actions: [
      { name: 'SendQuote', allowed: true },
      { name: 'PayQuote', allowed: false, refusal: { code: 'QUOTE_PAID', message: 'Paid.' } },
    ],
  } as Parameters<typeof offerOf>[1];
  it('is asked of the role first, then of the quote', () => {
    expect(offerOf('SendQuote', subject, ['SendQuote'])).toEqual({ allowed: true });
    expect(offerOf('SendQuote', subject, ['ReadQuote'])).toBeUndefined();
    expect(offerOf('PayQuote', subject, ['PayQuote'])).toEqual({ allowed: false, refusal: 'Paid.' });
    expect(offerOf('VoidQuote', subject, ['VoidQuote'])).toBeUndefined();
  });
});

describe('addresses of quotes', () => {
  it('keep what fits', () => {
    expect(
      readQuotesSearch({ state: 'VIEWED,NONSENSE,SENT', key: 'customer_1', until: '2026-02-30', q: ' x ' }),
    ).toEqual({ q: 'x', state: ['SENT', 'VIEWED'] });
    expect(readQuoteSearch({ open: 'send', back: '1', v: '2' })).toEqual({ open: 'send', back: true, v: 2 });
    expect(readQuoteSearch({ open: 'delete', cancelled: '0' })).toEqual({});
  });
});
