import type { FastifyReply, FastifyRequest } from 'fastify';
import { Deadline } from '../../core/deadline.js';
import { JoiningCalls } from '../../core/joining/calls.js';
import { CoreProblem, platformProblem } from '../../core/problem.js';
import { notice, type Files } from '../../pay/frame.js';
import { isLanguage, preferred, type Dictionary, type Language, type Words } from '../../pay/words.js';
import type { Edge } from '../edge.js';
import { rateAddress } from '../rates.js';
import { traceparent } from '../trace.js';

const MILLISECONDS = 20_000;
const SLUG = /^[a-z0-9-]{1,63}$/;

export type VisitorRequest = FastifyRequest<{
  Params: Record<string, string>;
  Querystring: Record<string, string | string[] | undefined>;
}>;

/** What the pages share that people reach before they belong anywhere: languages, limits, and every failure as a page. */
export class VisitorDesk {
  constructor(
    readonly edge: Edge,
    private readonly dictionary: Dictionary,
    readonly files: Files,
  ) {}

  send(reply: FastifyReply, status: number, page: string): FastifyReply {
    return reply.code(status).headers(this.edge.headers.pay).type('text/html; charset=utf-8').send(page);
  }

  /** The language chosen: in the form, or in the address. */
  chosen(request: VisitorRequest): Language | null {
    const wish = typed(request).get('lang') ?? request.query['lang'];
    return isLanguage(wish) ? wish : null;
  }

  words(request: VisitorRequest, instead?: string): Words {
    const other = isLanguage(instead) ? instead : preferred(request.headers['accept-language']);
    return this.dictionary[this.chosen(request) ?? other];
  }

  /** A page about a programme; what there is none of, and what is overloaded, say so in the visitor's language. */
  async page(
    request: VisitorRequest,
    reply: FastifyReply,
    unknown: string,
    tenant: string,
    more: readonly string[],
    act: (calls: JoiningCalls) => Promise<FastifyReply>,
  ): Promise<FastifyReply> {
    try {
      return await this.call(request, tenant, more, act);
    } catch (error) {
      return this.failed(request, reply, unknown, error);
    }
  }

  private async call(
    request: VisitorRequest,
    tenant: string,
    more: readonly string[],
    act: (calls: JoiningCalls) => Promise<FastifyReply>,
  ): Promise<FastifyReply> {
    const wait = this.edge.rates.pay.take(rateAddress(request.ip));
    if (wait > 0) throw platformProblem('RATE_LIMITED', wait);
    if (!SLUG.test(tenant)) throw platformProblem('NOT_FOUND');
    const deadline = new Deadline(MILLISECONDS, () => platformProblem('TIMEOUT'));
    try {
      return await act(new JoiningCalls(this.edge.core, tenant, [...this.headers(request), ...more], deadline));
    } finally {
      deadline.finish();
    }
  }

  private failed(request: VisitorRequest, reply: FastifyReply, unknown: string, error: unknown): FastifyReply {
    const problem = error instanceof CoreProblem ? error : platformProblem('INTERNAL');
    if (!(error instanceof CoreProblem)) this.edge.log.error({ err: error, request: request.id }, 'a page failed');
    const words = this.words(request);
    if (problem.status === 404) return this.send(reply, 404, notice(words, this.files, unknown));
    void reply.header('retry-after', String(problem.retryAfter ?? 5));
    const many = problem.status === 429;
    return this.send(reply, many ? 429 : 503, notice(words, this.files, many ? 'join.many' : 'busy'));
  }

  private headers(request: VisitorRequest): string[] {
    const headers = ['accept', 'application/json', 'tessera-edge-secret', this.edge.config.coreSecret];
    headers.push('x-forwarded-for', request.ip, 'tessera-request', request.id);
    headers.push('traceparent', traceparent(request.headers['traceparent']));
    headers.push('accept-language', this.words(request).language);
    return headers;
  }
}

export function typed(request: VisitorRequest): URLSearchParams {
  return new URLSearchParams(typeof request.body === 'string' ? request.body : '');
}
