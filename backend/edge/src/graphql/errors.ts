import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { CoreProblem, type Problem } from '../core/problem.js';

function problemExtensions(problem: Problem): Record<string, unknown> {
  const { code, rule, facts, fields, reference } = problem;
  const extensions: Record<string, unknown> = { code };
  if (rule) extensions['rule'] = rule;
  if (facts) extensions['facts'] = facts;
  if (fields?.length) extensions['fields'] = fields;
  if (reference) extensions['reference'] = reference;
  return extensions;
}

export function coreProblemOf(error: GraphQLError): CoreProblem | null {
  return error.originalError instanceof CoreProblem ? error.originalError : null;
}

/** An error as people and programs get it: a code, a message, a place. Nothing of how the edge is made. */
export function formatted(
  error: GraphQLError,
  reference: string,
  unexpected: (cause: Error) => void,
): GraphQLFormattedError {
  const core = coreProblemOf(error);
  const place = {
    ...(error.locations === undefined ? {} : { locations: error.locations }),
    ...(error.path === undefined ? {} : { path: error.path }),
  };
  if (core !== null) return { message: core.message, ...place, extensions: problemExtensions(core.problem) };
  const original = error.originalError;
  if (original == null || original instanceof GraphQLError) {
    const code = error.extensions['code'] ?? original?.extensions['code'] ?? 'INVALID_DOCUMENT';
    return { message: error.message, ...place, extensions: { ...error.extensions, code } };
  }
  unexpected(original);
  return { message: 'Something went wrong on our side.', ...place, extensions: { code: 'INTERNAL', reference } };
}

/** Who may not read the schema is not told it word by word either. */
export function withoutSuggestion(error: GraphQLError): GraphQLError {
  const message = error.message.replace(/ Did you mean .*$/s, '');
  return message === error.message
    ? error
    : new GraphQLError(message, { nodes: error.nodes ?? null, extensions: error.extensions });
}
