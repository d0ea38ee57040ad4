export interface Pasted {
  numbers: string[];
  /** Lines in which no key stands. */
  malformed: string[];
  /** Numbers that stand there more than once. */
  duplicates: string[];
}

/** Sixteen letters and digits in fours, with or without hyphens or spaces between them. */
const KEY =
  /(?<![A-Z0-9])([A-Z0-9]{4})[-–\s]?([A-Z0-9]{4})[-–\s]?([A-Z0-9]{4})[-–\s]?([A-Z0-9]{4})(?![A-Z0-9])/g;

/** What came from a spreadsheet: any columns, any separators; keys are found wherever they stand. */
export function parsePaste(text: string): Pasted {
  const seen = new Set<string>();
  const duplicates = new Set<string>();
  const malformed: string[] = [];
  for (const line of text.split(/\r?\n/)) {
    const cells = line.split(/[\t;,|]/).map(cell => cell.trim().replace(/^["']|["']$/g, ''));
    const found = cells.flatMap(cell => [...cell.toUpperCase().matchAll(KEY)]);
    if (found.length === 0) {
      const rest = cells.filter(cell => cell !== '').join(' ');
      if (rest !== '') malformed.push(rest.slice(0, 80));
    }
    for (const match of found) {
      const number = match.slice(1, 5).join('-');
      if (seen.has(number)) duplicates.add(number);
      seen.add(number);
    }
  }
  return { numbers: [...seen], malformed, duplicates: [...duplicates] };
}
