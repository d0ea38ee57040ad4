import { describe, expect, it } from 'vitest';
import { escapeText, fold, toCalendar } from './ics';

const octets = (line: string) => new TextEncoder().encode(line).length;

describe('iCalendar', () => {
  it('folds at 75 octets without cutting a character', () => {
    const line = `SUMMARY:${'nøkler utløper · è già ○ 🗓 '.repeat(12)}`;
    const folded = fold(line).split('\r\n');
    expect(folded.length).toBeGreaterThan(4);
    for (const part of folded) expect(octets(part)).toBeLessThanOrEqual(75);
    for (const part of folded.slice(1)) expect(part.startsWith(' ')).toBe(true);
    expect(folded.map((part, index) => (index === 0 ? part : part.slice(1))).join('')).toBe(line);
  });
  it('leaves a line of exactly 75 octets whole', () => {
    expect(fold('x'.repeat(75))).toBe('x'.repeat(75));
    expect(fold('x'.repeat(76))).toBe(`${'x'.repeat(75)}\r\n x`);
  });
  it('escapes what has a meaning', () => {
    expect(escapeText('a\\b; c, d\ne\r\nf')).toBe('a\\\\b\\; c\\, d\\ne\\nf');
  });
  it('writes whole days that end the day after', () => {
    const text = toCalendar(
      'What expires',
      [{ id: 'x@tessera', day: '2026-12-31', summary: '4 keys, € 1', url: 'https://x.example/keys?from=1' }],
      new Date('2026-11-21T22:15:01.234Z'),
    );
    expect(text).toContain('DTSTAMP:20261121T221501Z\r\n');
    expect(text).toContain('DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n');
    expect(text).toContain('SUMMARY:4 keys\\, € 1\r\n');
    expect(text.startsWith('BEGIN:VCALENDAR\r\nVERSION:2.0\r\n')).toBe(true);
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
  });
});
