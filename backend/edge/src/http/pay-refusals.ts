import { spoken, type CoreProblem } from '../core/problem.js';
import type { Words } from '../pay/words.js';

/** Field problems and codes we say in our own words, at the field. */
const AT_FIELD: Readonly<Record<string, readonly [field: string, text: string]>> = {
  ACKNOWLEDGEMENT_REQUIRED: ['acknowledge', 'error.acknowledge'],
};
const SAID: Readonly<Record<string, string>> = {
  QUOTE_SUPERSEDED: 'error.changed',
  PAYMENT_PROVIDER_UNAVAILABLE: 'error.provider',
};
const FIELDS: ReadonlySet<string> = new Set(['name', 'reason', 'acknowledge']);

export interface Wrong {
  /** Field → what is wrong with it. */
  readonly wrong: Readonly<Record<string, string>>;
  /** What is wrong with the whole. */
  readonly alert: string | null;
}

/** A refusal of the core as the page shows it: at the field it is about, else above everything. */
export function wrongFields({ problem }: CoreProblem, words: Words): Wrong {
  const at = AT_FIELD[problem.code];
  if (at !== undefined) return { wrong: { [at[0]]: words.say(at[1]) }, alert: null };
  const wrong: Record<string, string> = {};
  for (const { field, code } of problem.fields ?? []) {
    if (FIELDS.has(field)) wrong[field] = words.say(code === 'TOO_LONG' ? 'error.long' : `error.${field}`);
  }
  if (Object.keys(wrong).length > 0) return { wrong, alert: null };
  if (problem.fields?.length) return { wrong, alert: words.say('error.changed') };
  const said = SAID[problem.code];
  // A refusal comes in the reader's language: what is so, then what to do.
  return { wrong, alert: said === undefined ? spoken(problem) : words.say(said) };
}
