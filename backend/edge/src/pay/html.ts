/** Markup that may stand in a page as it is. Only `html` makes it. */
export class Html {
  constructor(readonly text: string) {}
}
export type Content = string | number | Html | null | undefined | false | readonly Content[];

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * Text for between tags and inside quoted attributes. What is no character of HTML, and what would turn the direction of
 * the text around it, becomes the replacement character.
 */
export function escaped(text: string): string {
  return text
    .replace(
      /[^\t\n\r\u0020-\u007e\u00a0-\u2029\u202f-\u2065\u206a-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\u{10000}-\u{10ffff}]/gu,
      '\ufffd',
    )
    .replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
}

/** Templates as they go out: their lines without the indentation they have in our sources. */
const outdented = new WeakMap<TemplateStringsArray, readonly string[]>();

/** Markup with values in it. Values are text, whatever they look like; attributes are always quoted. */
export function html(template: TemplateStringsArray, ...values: Content[]): Html {
  let parts = outdented.get(template);
  if (parts === undefined) {
    parts = template.map((part) => part.replace(/\s*\n\s*/g, '\n'));
    outdented.set(template, parts);
  }
  let text = parts[0] ?? '';
  values.forEach((value, index) => {
    text += written(value) + (parts[index + 1] ?? '');
  });
  return new Html(text);
}

function written(value: Content): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'object') return value.map(written).join('');
  return escaped(String(value));
}
