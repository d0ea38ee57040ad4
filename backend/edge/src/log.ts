import { pino, type DestinationStream, type Logger } from 'pino';

export type Log = Logger;

/**
 * One line a request: id, route (the pattern, never the address asked for), status, time, operation and cost.
 * No tokens, keys, cookies, query variables or addresses are handed to it; should an object carry one, it is cut.
 */
export function makeLog(level: string, destination?: DestinationStream): Log {
  const options = {
    level,
    base: { part: 'edge' },
    redact: {
      paths: [
        '*.authorization',
        '*.cookie',
        '*.headers',
        '*.accessToken',
        '*.refreshToken',
        '*.idToken',
        '*.variables',
        '*.number',
        '*.email',
      ],
      censor: '[cut]',
    },
    serializers: { err: plainError },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** An error by its kind and where it came from: messages can quote what people sent. */
function plainError(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error };
  const cause = error.cause instanceof Error ? { type: error.cause.name, code: codeOf(error.cause) } : undefined;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { type: error.name, code: codeOf(error), at: frames.slice(0, 6).map((line) => line.trim()), cause };
}

function codeOf(error: Error): string | undefined {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : undefined;
}
