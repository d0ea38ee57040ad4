import { GraphQLError } from 'graphql';

/** What a document may be. Persisted and free documents alike. */
export const BOUNDS = {
  queryBytes: 64 * 1024,
  tokens: 5_000,
  nesting: 64,
  fields: 1_024,
  fragmentVisits: 1_000,
  depth: 10,
  introspectionDepth: 16,
  aliases: 100,
  directivesPerLocation: 4,
  sameCoordinateOnPath: 3,
  mergePairs: 10_000,
  validationErrors: 5,
  cost: 5_000,
  pageSize: 100,
  nodes: 50,
  matches: 500,
  milliseconds: 10_000,
  bodyBytes: 256 * 1024,
} as const;

/** A document or request refused before anything was asked of the core. */
export class Refused extends GraphQLError {
  constructor(code: string, message: string, facts?: Record<string, unknown>) {
    super(message, { extensions: facts === undefined ? { code } : { code, facts } });
    this.name = 'Refused';
  }
}

export function refuseAbove(code: string, what: string, is: number, most: number): void {
  if (is > most) {
    throw new Refused(code, `${what}: ${String(is)}${is === SATURATED ? ' or more' : ''}, at most ${String(most)}.`, {
      is,
      most,
    });
  }
}

/** Counts stop here, so that doubling fragments cannot overflow anything. */
export const SATURATED = 1_000_000;

export function add(left: number, right: number): number {
  return Math.min(SATURATED, left + right);
}
