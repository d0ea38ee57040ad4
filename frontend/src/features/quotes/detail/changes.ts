import type { MessageId } from '@/lib/i18n/useT';
import type { Formats } from '@/lib/useFormat';

const names: Partial<Record<string, MessageId>> = {
  buyer: 'quotes.column.buyer',
  country: 'quotes.change.country',
  vatId: 'quotes.change.vatId',
  net: 'sales.net',
  vat: 'sales.vat',
  gross: 'sales.gross',
  vatRate: 'quotes.change.vatRate',
  validUntil: 'quotes.column.validUntil',
  poNumber: 'sales.po',
  note: 'sales.note',
  years: 'quotes.change.years',
  edition: 'quotes.change.edition',
  size: 'quotes.change.size',
  from: 'quotes.change.from',
  to: 'quotes.change.to',
};

export interface Place {
  /** The key whose line it is; absent: the quote as a whole. */
  key?: string;
  /** Absent: the whole line came or went. */
  name?: MessageId;
  /** As the server calls it, where there is no word for it. */
  raw: string;
}

/** `lines[3CX1-…].years` → the line and what of it. */
export function placeOf(path: string): Place {
  const [, key, property] = /^lines\[([^\]]+)\](?:\.(.+))?$/.exec(path) ?? [];
  if (key === undefined) return withName({ raw: path }, path);
  return property === undefined ? { key, raw: '' } : withName({ key, raw: property }, property);
}

const withName = (place: Place, property: string): Place => {
  const name = names[property];
  return name === undefined ? place : { ...place, name };
};

/** Amounts arrive as `59000 EUR` in minor units, days as YYYY-MM-DD; everything else is shown as it is. */
export function factText(value: unknown, format: Formats): string {
  if (value === null || value === undefined) return '–';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const amount = /^(-?\d+) ([A-Z]{3})$/.exec(text);
  if (amount?.[1] && amount[2]) return format.money(Number(amount[1]), amount[2]);
  return /^\d{4}-\d\d-\d\d$/.test(text) ? format.day(text) : text;
}
