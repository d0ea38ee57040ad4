import type { Amount } from '@/components/ui/MoneyText';

/** What stands on a document, frozen when it was issued. Read with care: it may be older than this page. */
export interface PaperBody {
  number: string | undefined;
  language: string | undefined;
  orderNumber: string | undefined;
  quoteNumber: string | undefined;
  poNumber: string | undefined;
  /** The number of the document that this one corrects. */
  corrects: string | undefined;
  paidOn: string | undefined;
  seller: PaperParty;
  buyer: PaperParty;
  lines: PaperBodyLine[];
  net: Amount;
  vat: Amount;
  gross: Amount;
  /** The sentence about tax by language. */
  legal: Record<string, string>;
  note: string | undefined;
}

export interface PaperParty {
  name: string;
  address: string | undefined;
  country: string | undefined;
  vatId: string | undefined;
}

export interface PaperBodyLine {
  line: number;
  key: string;
  customerName: string;
  kind: string;
  edition: string;
  size: number;
  years: number;
  from: string | undefined;
  to: string | undefined;
  maxExtensions: number | undefined;
  net: Amount;
}

type Raw = Record<string, unknown>;
const isRaw = (value: unknown): value is Raw => typeof value === 'object' && value !== null;
const raw = (value: unknown): Raw => (isRaw(value) ? value : {});
const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
const whole = (value: unknown): number => (Number.isSafeInteger(value) ? (value as number) : 0);

export function readBody(body: unknown, currency: string): PaperBody {
  const given = raw(body);
  const amount = (value: unknown): Amount => ({
    minor: whole(raw(value).minor),
    currency: text(raw(value).currency) ?? currency,
  });
  const party = (value: unknown): PaperParty => ({
    name: text(raw(value).name) ?? '–',
    address: text(raw(value).address),
    country: text(raw(value).country),
    vatId: text(raw(value).vatId),
  });
  return {
    number: text(given.number),
    language: text(given.language),
    orderNumber: text(given.orderNumber),
    quoteNumber: text(given.quoteNumber),
    poNumber: text(given.poNumber),
    corrects: text(given.corrects),
    paidOn: text(given.paidOn),
    seller: party(given.seller),
    buyer: party(given.buyer),
    lines: (Array.isArray(given.lines) ? given.lines : []).filter(isRaw).map(line => ({
      line: whole(line.line),
      key: text(line.key) ?? '–',
      customerName: text(line.customerName) ?? '',
      kind: text(line.kind) ?? '',
      edition: text(line.edition) ?? '',
      size: whole(line.size),
      years: whole(line.years),
      from: text(line.from),
      to: text(line.to),
      maxExtensions: Number.isSafeInteger(line.maxExtensions) ? (line.maxExtensions as number) : undefined,
      net: amount(line.net),
    })),
    net: amount(given.net),
    vat: amount(given.vat),
    gross: amount(given.gross),
    legal: Object.fromEntries(
      Object.entries(raw(given.legal)).flatMap(([language, sentence]) =>
        typeof sentence === 'string' ? [[language, sentence]] : [],
      ),
    ),
    note: text(given.note),
  };
}
