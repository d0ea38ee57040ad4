import { addDays } from '@/lib/dates';

/** One day's entry: nobody is invited and nobody is shown as busy. */
export interface CalendarEntry {
  /** Stays the same from one download to the next, so that a calendar replaces and does not add. */
  id: string;
  day: string;
  summary: string;
  description?: string;
  url?: string;
}

const encoder = new TextEncoder();
const FIRST_LINE = 75;
/** Further lines begin with a space that counts. */
const NEXT_LINE = 74;

/** RFC 5545 §3.1: no line over 75 octets, and no character cut in two. */
export function fold(line: string): string {
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (octets + size > (parts.length === 0 ? FIRST_LINE : NEXT_LINE)) {
      parts.push(part);
      part = '';
      octets = 0;
    }
    part += character;
    octets += size;
  }
  return [...parts, part].join('\r\n ');
}

/** RFC 5545 §3.3.11. */
export const escapeText = (text: string): string =>
  text
    .replaceAll('\\', '\\\\')
    .replaceAll(';', '\\;')
    .replaceAll(',', '\\,')
    .replace(/\r\n|\r|\n/g, '\\n');

const compact = (day: string): string => day.replaceAll('-', '');

/** An iCalendar file of all-day entries. `stamp`: when it was made, an instant. */
export function toCalendar(name: string, entries: readonly CalendarEntry[], stamp: Date): string {
  const made = stamp.toISOString().replace(/[-:]|\.\d+/g, '');
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Tessera//Expiry calendar//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escapeText(name)}`,
    ...entries.flatMap(({ id, day, summary, description, url }) => [
      'BEGIN:VEVENT',
      `UID:${id}`,
      `DTSTAMP:${made}`,
      `DTSTART;VALUE=DATE:${compact(day)}`,
      `DTEND;VALUE=DATE:${compact(addDays(day, 1))}`,
      `SUMMARY:${escapeText(summary)}`,
      ...(description === undefined ? [] : [`DESCRIPTION:${escapeText(description)}`]),
      ...(url === undefined ? [] : [`URL:${url}`]),
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ];
  return `${lines.map(fold).join('\r\n')}\r\n`;
}
