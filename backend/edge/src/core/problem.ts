/** RFC 9457 as the core writes it. */
export interface FieldProblem {
  field: string;
  code: string;
  message: string;
}
export interface Problem {
  type?: string;
  title: string;
  status: number;
  detail?: string | null;
  code: string;
  rule?: string | null;
  facts?: Record<string, unknown> | null;
  fields?: FieldProblem[] | null;
  reference?: string | null;
}

/** What is so, then what to do: people need both. */
export function spoken({ title, detail }: Pick<Problem, 'title' | 'detail'>): string {
  return [title, detail].filter(Boolean).join(' ');
}

/** The core answered with a problem, or could not be asked. */
export class CoreProblem extends Error {
  constructor(
    readonly problem: Problem,
    /** Seconds, where the core said when to come back. */
    readonly retryAfter: number | null = null,
  ) {
    super(spoken(problem));
    this.name = 'CoreProblem';
  }
  get status(): number {
    return this.problem.status;
  }
  get code(): string {
    return this.problem.code;
  }
}

const TITLES: Readonly<Record<string, [status: number, title: string]>> = {
  UNAUTHENTICATED: [401, 'Sign in to continue.'],
  FORBIDDEN: [403, 'You may not do this.'],
  NOT_FOUND: [404, 'There is no such thing, or you may not see it.'],
  TIMEOUT: [504, 'The answer took too long and was stopped. Ask for less, or try again.'],
  UNAVAILABLE: [503, 'The service is not available at the moment. Try again shortly.'],
  RATE_LIMITED: [429, 'Too many requests. Wait and try again.'],
  TOO_LARGE: [413, 'The request is too large.'],
  UNSUPPORTED_MEDIA: [415, 'This content type is not supported here.'],
  INVALID_INPUT: [400, 'The request cannot be read.'],
  INTERNAL: [500, 'Something went wrong on our side.'],
};

export function platformProblem(code: string, retryAfter: number | null = null): CoreProblem {
  const [status, title] = TITLES[code] ?? TITLES['INTERNAL'] ?? [500, 'Something went wrong on our side.'];
  return new CoreProblem({ type: 'about:blank', title, status, code }, retryAfter);
}

const CODE_OF_STATUS: Readonly<Record<number, string>> = {
  400: 'INVALID_INPUT',
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  413: 'TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA',
  429: 'RATE_LIMITED',
  503: 'UNAVAILABLE',
};

/** What the core said with a status that is not 2xx; a body that is no problem document is not repeated. */
export function problemOf(status: number, contentType: string, body: string, retryAfter: string | null): CoreProblem {
  const seconds = retryAfter !== null && /^\d{1,6}$/.test(retryAfter) ? Number(retryAfter) : null;
  if (contentType.startsWith('application/problem+json')) {
    try {
      const parsed: unknown = JSON.parse(body);
      if (isProblem(parsed)) return new CoreProblem({ ...parsed, status }, seconds);
    } catch {
      // An unreadable problem is answered by its status alone.
    }
  }
  const plain = platformProblem(CODE_OF_STATUS[status] ?? 'INTERNAL', seconds);
  return plain;
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'string';
}
