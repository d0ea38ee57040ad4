import type { LevelRowInput } from '@/generated/schema';
import type { RuleBook } from './documents';

/** A level as it is read and as it is sent. */
type Level = Readonly<LevelRowInput>;
interface Draft {
  effectiveFrom: string;
  note?: string | null | undefined;
  rows: readonly Level[];
}

/** A level as it is typed: a number may be wrong for a while. */
export interface TypedLevel {
  /** Names the row on the screen, whatever is typed in it. */
  key: number;
  code: string;
  name: string;
  points: string;
  discount: string;
  nfrKeys: string;
  certificates: { path: string; people: string }[];
  /** One a line. */
  benefits: string;
}
export interface TypedDraft {
  effectiveFrom: string;
  note: string;
  levels: TypedLevel[];
}

let last = 0;

export const typedLevel = (row: Level): TypedLevel => ({
  key: ++last,
  code: row.code,
  name: row.name,
  points: String(row.points),
  discount: String(row.discountPercent),
  nfrKeys: String(row.nfrKeys),
  certificates: row.certificates.map(({ path, people }) => ({ path, people: String(people) })),
  benefits: row.benefits.join('\n'),
});

export const newLevel = (): TypedLevel => ({
  key: ++last,
  code: '',
  name: '',
  points: '',
  discount: '',
  nfrKeys: '1',
  certificates: [],
  benefits: '',
});

export const typedDraft = (draft: Draft): TypedDraft => ({
  effectiveFrom: draft.effectiveFrom,
  note: draft.note ?? '',
  levels: draft.rows.map(typedLevel),
});

/** A new draft begins as the newest version, from the first day of the coming month on. */
export function firstDraft(book: RuleBook): TypedDraft {
  const newest = book.versions.find(version => version.state !== 'WITHDRAWN');
  return typedDraft({ effectiveFrom: nextMonth(book.today), note: null, rows: newest?.rows ?? [] });
}

export function nextMonth(day: string): string {
  const [year = 0, month = 0] = day.split('-').map(Number);
  return month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`;
}

/** Whole or with decimals, with a point or a comma; undefined for anything else. */
export function readNumber(typed: string): number | undefined {
  const text = typed.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.');
  return /^-?\d{1,13}(\.\d{1,4})?$/.test(text) ? Number(text) : undefined;
}

export type Wrong = ReadonlyMap<string, 'number'>;

/** What is typed as the API takes it, or at which fields no number stands. */
export function readDraft(typed: TypedDraft): { wrong: Wrong; rows: LevelRowInput[] } {
  const wrong = new Map<string, 'number'>();
  const read = (text: string, field: string, whole: boolean): number => {
    const number = readNumber(text);
    if (number === undefined || (whole && !Number.isInteger(number))) wrong.set(field, 'number');
    return number ?? 0;
  };
  const rows = typed.levels.map((level, n) => ({
    code: level.code.trim(),
    name: level.name.trim(),
    points: read(level.points, `rows[${n}].points`, true),
    discountPercent: read(level.discount, `rows[${n}].discountPercent`, false),
    nfrKeys: read(level.nfrKeys, `rows[${n}].nfrKeys`, true),
    certificates: level.certificates.map(one => ({
      path: one.path.trim(),
      people: read(one.people, `rows[${n}].certificates`, true),
    })),
    benefits: level.benefits
      .split('\n')
      .map(line => line.trim())
      .filter(line => line !== ''),
  }));
  return { wrong, rows };
}
