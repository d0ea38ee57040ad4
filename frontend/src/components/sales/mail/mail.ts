/**
 * The markup of a mail of ours as a tree to draw from: known tags, known styles, nothing that runs, loads or leads
 * anywhere. What is not known is left out and its text kept.
 */
export type MailNode = string | MailElement;
export interface MailElement {
  tag: MailTag;
  style: Record<string, string>;
  /** Where a link would lead, to be read. */
  href?: string;
  children: MailNode[];
}

const tags = [
  'a',
  'b',
  'br',
  'div',
  'em',
  'h1',
  'h2',
  'h3',
  'hr',
  'i',
  'li',
  'ol',
  'p',
  'span',
  'strong',
  'table',
  'tbody',
  'td',
  'th',
  'thead',
  'tr',
  'ul',
] as const;
export type MailTag = (typeof tags)[number];

const dropped = new Set([
  'head',
  'script',
  'style',
  'x-style',
  'title',
  'template',
  'noscript',
  'iframe',
  'object',
]);
const styles =
  /^(?:color|background(?:-color)?|font(?:-[a-z]+)?|line-height|letter-spacing|text-(?:align|decoration|transform)|vertical-align|white-space|width|max-width|display|padding(?:-[a-z]+)?|margin(?:-[a-z]+)?|border(?:-[a-z-]+)?)$/;

const camel = (name: string): string =>
  name.replace(/-([a-z])/g, (_whole, letter: string) => letter.toUpperCase());

export function readStyle(text: string): Record<string, string> {
  const read: Record<string, string> = {};
  for (const part of text.split(';')) {
    const colon = part.indexOf(':');
    if (colon < 0) continue;
    const name = part.slice(0, colon).trim().toLowerCase();
    const value = part.slice(colon + 1).trim();
    if (styles.test(name) && !/url\s*\(|expression|[\\<>@]/i.test(value)) read[camel(name)] = value;
  }
  return read;
}

/** Style attributes are renamed before parsing: the content security policy would complain of each. */
export function readMail(html: string): MailNode[] {
  const quiet = html.replace(/\sstyle\s*=/gi, ' data-style=').replace(/<(\/?)style/gi, '<$1x-style');
  const parsed = new DOMParser().parseFromString(quiet, 'text/html');
  return read(parsed.body);
}

function read(node: Node): MailNode[] {
  return [...node.childNodes].flatMap((child): MailNode[] => {
    if (child.nodeType === Node.TEXT_NODE) return [child.textContent ?? ''];
    if (!(child instanceof Element)) return [];
    const name = child.tagName.toLowerCase();
    if (dropped.has(name)) return [];
    const children = read(child);
    const tag = tags.find(known => known === name);
    if (!tag) return children;
    const style = readStyle(child.getAttribute('data-style') ?? '');
    const href = tag === 'a' ? child.getAttribute('href') : null;
    return [{ tag, style, children, ...(href === null ? {} : { href }) }];
  });
}
