/** Public ids say what they name; the core's are bare UUIDs. */
const ID_KINDS = [
  'key',
  'customer',
  'partner',
  'import',
  'audit',
  'event',
  'quote',
  'order',
  'payment',
  'refund',
  'credit',
  'document',
  'message',
  'point',
  'review',
  'viewing',
  'note',
  'application',
  'person',
  'invitation',
  'course',
  'certificate',
] as const;
export type IdKind = (typeof ID_KINDS)[number];

/** The id that names nothing: an id we cannot read is answered by the core exactly as an unknown one. */
export const NO_ID = '00000000-0000-0000-0000-000000000000';

const PUBLIC_ID = /^([a-z]{1,12})_([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;
const KINDS: ReadonlySet<string> = new Set(ID_KINDS);

export function publicId(kind: IdKind, uuid: string): string {
  return `${kind}_${uuid}`;
}

/** The UUID behind a public id of this kind; {@link NO_ID} for anything else. */
export function bareId(kind: IdKind, id: string): string {
  const match = PUBLIC_ID.exec(id);
  return match?.[1] === kind && match[2] !== undefined ? match[2] : NO_ID;
}

export function readId(id: string): { kind: IdKind; uuid: string } | null {
  const match = PUBLIC_ID.exec(id);
  if (match?.[1] === undefined || match[2] === undefined || !KINDS.has(match[1])) return null;
  return { kind: match[1] as IdKind, uuid: match[2] };
}

/** For objects whose kind is data (search hits, audit entries): `Key` → `key_…`. */
export function publicIdOf(objectKind: string, uuid: string): string {
  return `${objectKind.toLowerCase().replace(/[^a-z]/g, '')}_${uuid}`;
}

/** A bare id where the text is a public id, the text itself otherwise (filters of downloads). */
export function bareIfPublic(text: string): string {
  return readId(text)?.uuid ?? text;
}
