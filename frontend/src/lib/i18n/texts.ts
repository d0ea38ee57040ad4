import type { MessageFormatElement } from 'react-intl';
import type { Language } from './languages';

export type Messages = Record<string, MessageFormatElement[]>;

/** What is shown now: one language and the texts of every feature visited so far. */
export interface Shown {
  language: Language;
  messages: Messages;
}

const files = import.meta.glob<Messages>('../../generated/messages/*/*.json', { import: 'default' });

const wanted = new Set(['frame']);
const loaded = new Map<string, Promise<Messages>>();
const listeners = new Set<() => void>();
let language: Language | undefined;
let shown: Shown | undefined;

function load(feature: string, into: Language): Promise<Messages> {
  const path = `../../generated/messages/${feature}/${into}.json`;
  const file = files[path];
  const known = loaded.get(path) ?? file?.();
  if (!known) return Promise.reject(new Error(`no texts at ${path}`));
  loaded.set(path, known);
  known.catch(() => loaded.delete(path));
  return known;
}

/** Texts in a language that need not be the reader’s: a quote is printed in its customer’s. */
export async function textsIn(into: Language, features: readonly string[]): Promise<Messages> {
  const parts = await Promise.all(['frame', ...features].map(feature => load(feature, into)));
  return Object.assign({}, ...parts) as Messages;
}

let latest: Promise<void> = Promise.resolve();

/** Asked again meanwhile (another language, another feature), the later answer is the one that counts for both. */
function refresh(): Promise<void> {
  const into = language;
  if (into === undefined) return Promise.resolve();
  const mine: Promise<void> = Promise.all([...wanted].map(feature => load(feature, into))).then(parts => {
    if (latest !== mine) return latest;
    shown = { language: into, messages: Object.assign({}, ...parts) as Messages };
    for (const listener of listeners) listener();
    return undefined;
  });
  latest = mine;
  return mine;
}

/** All texts wanted so far in another language, at once: the page never shows two languages. */
export function showLanguage(next: Language): Promise<void> {
  language = next;
  return refresh();
}

/** A feature's texts, before its screen appears. */
export function wantTexts(feature: string): Promise<void> {
  if (wanted.has(feature)) return latest;
  wanted.add(feature);
  return refresh();
}

export const currentTexts = (): Shown | undefined => shown;

export function onTexts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
