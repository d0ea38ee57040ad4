import * as z from 'zod/mini';
import { isDay } from '@/lib/dates';
import type { Translate } from '@/lib/i18n/useT';
import type { Field } from './commands';

/** What a form holds: texts, as typed. */
export type Values = Record<string, string>;

const MOST = 1_000_000;

function check(field: Field, value: string, t: Translate): string | undefined {
  if (value.trim() === '') return field.required ? t('keys.field.missing') : undefined;
  if (field.kind === 'date' && !isDay(value)) return t('keys.field.noDate');
  if (field.kind === 'count' && !(/^\d+$/.test(value.trim()) && Number(value) <= MOST))
    return t('keys.field.noCount');
  return undefined;
}

/** Only what can be known here; rules are the API's to judge, and it answers by field. */
export function schemaOf(fields: readonly Field[], t: Translate) {
  return z.object(
    Object.fromEntries(
      fields.map(field => [
        field.name,
        z.string().check(
          z.superRefine((value, context) => {
            const message = check(field, value, t);
            if (message !== undefined) context.addIssue({ code: 'custom', message });
          }),
        ),
      ]),
    ),
  );
}

const numbers: readonly Field['kind'][] = ['years', 'count', 'size'];

/** The API's input: numbers as numbers, nothing where nothing was given. */
export function toInput(fields: readonly Field[], values: Values): Record<string, string | number> {
  return Object.fromEntries(
    fields.flatMap(field => {
      const value = (values[field.name] ?? '').trim();
      if (value === '') return [];
      return [[field.name, numbers.includes(field.kind) ? Number(value) : value]];
    }),
  );
}
