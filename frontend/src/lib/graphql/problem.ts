import type { CombinedError } from 'urql';

/** A failed request as a screen speaks about it. */
export interface Problem {
  code: string;
  message: string;
  /** What support finds it by in the logs. */
  reference?: string;
}

export function toProblem(error: CombinedError): Problem {
  const [first] = error.graphQLErrors;
  if (first) {
    const { code, reference } = first.extensions as { code?: unknown; reference?: unknown };
    return {
      code: typeof code === 'string' ? code : 'INTERNAL',
      message: first.message,
      ...(typeof reference === 'string' ? { reference } : {}),
    };
  }
  const status = (error.response as Response | undefined)?.status;
  return { code: status === undefined ? 'OFFLINE' : `HTTP_${String(status)}`, message: error.message };
}
