import { GraphQLError, OperationTypeNode, type ExecutionResult, type GraphQLFormattedError } from 'graphql';
import { createHandler, type Handler, type Request, type RequestParams, type Response } from 'graphql-http';
import type { GraphContext } from './context.js';
import { DocumentRefused, type Documents, type Prepared } from './documents.js';
import { coreProblemOf, formatted, withoutSuggestion } from './errors.js';
import { Refused } from './limits/bounds.js';
import { costOf } from './limits/cost.js';

/** What the route knows of a request and wants to hear back of it. */
export interface Exchange {
  readonly context: GraphContext;
  readonly anonymous: boolean;
  readonly reference: string;
  /** Seconds to wait when the units are spent, else 0. */
  readonly spend: (units: number) => number;
  readonly unexpected: (cause: Error) => void;
  /** Set as the request goes: */
  cost: number | null;
  operation: string | null;
  /** The core refused the token. */
  unauthenticated: boolean;
  retryAfter: number | null;
}

type GraphRequest = Request<unknown, Exchange>;
export type GraphHandler = Handler<unknown, Exchange>;

const JSON_TYPE = 'application/json';
const RESPONSE_TYPE = 'application/graphql-response+json';

/** GraphQL over HTTP as npm `graphql-http` reads it, around our own documents, limits and compiled execution. */
export function makeGraphHandler(documents: Documents): GraphHandler {
  return createHandler<unknown, Exchange>({
    parseRequestParams: batchRefused,
    formatError: (error) =>
      error instanceof GraphQLError ? withCode(error) : new Refused('INVALID_INPUT', error.message),
    onSubscribe: (request, params) => run(documents, request, params),
  });
}

function batchRefused(request: GraphRequest): void {
  if (Array.isArray(request.body)) throw new Error('Batches are not taken: send one document at a time');
}

function withCode(error: GraphQLError): GraphQLError {
  if (error.extensions['code'] !== undefined) return error;
  return new GraphQLError(error.message, {
    nodes: error.nodes ?? null,
    source: error.source ?? null,
    positions: error.positions ?? null,
    extensions: { code: 'INVALID_DOCUMENT' },
  });
}

async function run(
  documents: Documents,
  request: GraphRequest,
  params: RequestParams,
): Promise<Response | readonly GraphQLError[]> {
  const exchange = request.context;
  const variables = params.variables ?? {};
  let prepared: Prepared;
  try {
    prepared = documents.prepare(params.query, params.operationName ?? null);
    exchange.operation = prepared.name;
    if (prepared.introspects && exchange.anonymous) {
      throw new Refused('INTROSPECTION_OFF', 'The schema is read by those who sign in or bring a token.');
    }
    if (prepared.type === OperationTypeNode.SUBSCRIPTION)
      throw new Refused('INVALID_DOCUMENT', 'Subscriptions are not supported.');
    exchange.cost = costOf(prepared.cost, variables);
  } catch (error) {
    if (error instanceof DocumentRefused) {
      return exchange.anonymous ? error.errors.map(withoutSuggestion) : error.errors;
    }
    if (error instanceof GraphQLError) return [error];
    throw error;
  }
  if (prepared.type === OperationTypeNode.MUTATION && request.method === 'GET') return mutationOverGet();
  exchange.retryAfter = exchange.spend(exchange.cost) || null;
  if (exchange.retryAfter !== null) return [new Refused('RATE_LIMITED', 'Your cost units for this minute are spent.')];

  const ran = prepared.run(exchange.context, variables);
  const result = ran instanceof Promise ? await ran : ran;
  // Variables that do not fit: nothing has run, so it is the request that is at fault.
  if (result.data === undefined) return result.errors ?? [new GraphQLError('Nothing was executed.')];
  return answer(result, exchange, acceptsResponseType(request) ? RESPONSE_TYPE : JSON_TYPE);
}

function answer(result: ExecutionResult, exchange: Exchange, type: string): Response {
  const headers = { 'content-type': `${type}; charset=utf-8` };
  const init = { status: 200, statusText: 'OK', headers };
  if (result.errors === undefined || result.errors.length === 0) return [JSON.stringify({ data: result.data }), init];
  const errors: GraphQLFormattedError[] = result.errors.map((error) => {
    if (coreProblemOf(error)?.code === 'UNAUTHENTICATED') exchange.unauthenticated = true;
    return formatted(error, exchange.reference, exchange.unexpected);
  });
  return [JSON.stringify({ errors, data: result.data }), init];
}

function mutationOverGet(): Response {
  const errors = [{ message: 'Cannot perform mutations over GET', extensions: { code: 'INVALID_INPUT' } }];
  const headers = { allow: 'POST', 'content-type': `${JSON_TYPE}; charset=utf-8` };
  return [JSON.stringify({ errors }), { status: 405, statusText: 'Method Not Allowed', headers }];
}

/** Whether graphql-http, which takes the first type it knows, has chosen the newer one. */
function acceptsResponseType(request: GraphRequest): boolean {
  const { accept } = request.headers as Record<string, string | undefined>;
  if (accept === undefined || accept === '*/*' || accept === JSON_TYPE) return false;
  for (const part of accept.replace(/\s/g, '').toLowerCase().split(',')) {
    const [type] = part.split(';');
    if (type === RESPONSE_TYPE) return true;
    if (type === JSON_TYPE || type === 'application/*' || type === '*/*') return false;
  }
  return false;
}
