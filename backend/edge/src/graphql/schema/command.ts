import { randomUUID } from 'node:crypto';
import { bareId, type IdKind } from '../../core/ids.js';
import type { KeyDetail, Refusal } from '../../core/key-types.js';
import { CoreProblem, spoken } from '../../core/problem.js';
import type { Customer, Import } from '../../core/types.js';
import type { GraphContext } from '../context.js';
import { builder, type Ref } from './builder.js';
import { UserError } from './refusal.js';

/** What every input shares; the rest of it is the body as the core takes it. */
export interface CommandInput {
  id?: string | null | undefined;
  idempotencyKey?: string | null | undefined;
  clientMutationId?: string | null | undefined;
}

export interface Outcome {
  errors: Refusal[];
  clientMutationId: string | null;
}
export interface KeyOutcome extends Outcome {
  key: KeyDetail | null;
  number: string | null;
}
export interface CustomerOutcome extends Outcome {
  customer: Customer | null;
}
export interface ImportOutcome extends Outcome {
  import: Import | null;
}
export interface PreferencesOutcome extends Outcome {
  preferences: unknown;
}

const REFERENCES: Readonly<Record<string, IdKind>> = {
  customerId: 'customer',
  partnerId: 'partner',
  toPartnerId: 'partner',
  keyId: 'key',
};

/** Refusals of a write are data; what is no decision about it (who are you, later, our fault) is an error. */
const DECIDED: ReadonlySet<number> = new Set([400, 403, 404, 409, 413, 422]);

export function refusals(problem: CoreProblem['problem']): Refusal[] {
  const facts = problem.facts ?? null;
  const rule = problem.rule ?? null;
  if (problem.fields?.length) {
    // The remedy is the refusal's own: a field that was refused for something else has none of it.
    return problem.fields.map(({ field, code, message }) => ({
      code,
      message: code === problem.code ? spoken({ title: message, detail: problem.detail }) : message,
      field,
      rule,
      facts,
    }));
  }
  return [{ code: problem.code, rule, message: spoken(problem), field: null, facts }];
}

function refused(field: string, message: string): Refusal {
  return { code: 'INVALID_INPUT', rule: null, message, field, facts: null };
}

function body(input: CommandInput): Record<string, unknown> {
  const written: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(input)) {
    if (name === 'id' || name === 'idempotencyKey' || name === 'clientMutationId' || value === undefined) continue;
    written[name] = bare(name, value);
  }
  return written;
}

/** Public ids as the core's, in lists of inputs too. */
function bare(name: string, value: unknown): unknown {
  const reference = REFERENCES[name];
  if (reference !== undefined && typeof value === 'string') return bareId(reference, value);
  if (!Array.isArray(value)) return value;
  return value.map((each: unknown) =>
    typeof each === 'object' && each !== null
      ? Object.fromEntries(Object.entries(each).map(([inner, one]) => [inner, bare(inner, one)]))
      : each,
  );
}

export type Sent<T> = { done: T; errors: [] } | { done: null; errors: Refusal[] };

/** Sends one write: one call, whose refusals come back as values. The body is the input, unless it is given apart. */
export async function send<T>(
  path: string,
  input: CommandInput,
  context: GraphContext,
  apart?: unknown,
): Promise<Sent<T>> {
  const key = input.idempotencyKey ?? context.idempotencyKey ?? randomUUID();
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) {
    return { done: null, errors: [refused('idempotencyKey', 'At most 200 visible ASCII characters.')] };
  }
  try {
    return { done: await context.core.command<T>(path, apart ?? body(input), key), errors: [] };
  } catch (error) {
    if (error instanceof CoreProblem && DECIDED.has(error.status)) {
      return { done: null, errors: refusals(error.problem) };
    }
    throw error;
  }
}

export interface Done<T> extends Outcome {
  done: T | null;
}

/** `<Name>Payload`: what became of it under the name `field`, or why not. */
export function payloadOf<T>(name: string, field: string, ref: Ref<T>): Ref<Done<T>> {
  return builder.objectRef<Done<T>>(`${name}Payload`).implement({
    fields: (t) => ({
      [field]: t.field({ type: ref, nullable: true, resolve: (outcome) => outcome.done as never }),
      errors: t.expose('errors', { type: [UserError] }),
      clientMutationId: t.exposeString('clientMutationId', { nullable: true }),
    }),
  });
}

/** Sends one write for a payload of {@link payloadOf}. */
export async function sent<T>(
  path: string,
  input: CommandInput,
  context: GraphContext,
  apart?: object,
): Promise<Done<T>> {
  const { done, errors } = await send<T>(path, input, context, apart);
  return { done, errors, clientMutationId: input.clientMutationId ?? null };
}
