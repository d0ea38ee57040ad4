import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Deadline } from '../core/deadline.js';
import { PayCalls, type PayLinkParts } from '../core/pay-calls.js';
import type { PayView } from '../core/pay-types.js';
import { CoreProblem, platformProblem } from '../core/problem.js';
import { notice, type Files } from '../pay/frame.js';
import { NOTHING_GIVEN, type Given } from '../pay/forms.js';
import { html } from '../pay/html.js';
import { goingPage, isPayable, pageAt, payPage, type Visit } from '../pay/page.js';
import { isLanguage, preferred, readWords, type Dictionary, type Language, type Words } from '../pay/words.js';
import { isOwnForm } from '../session/csrf.js';
import type { Edge } from './edge.js';
import { invitationRoutes } from './joining/invitation.js';
import { joinRoutes } from './joining/join.js';
import { VisitorDesk } from './joining/visitor.js';
import { payFiles } from './pay-files.js';
import { wrongFields } from './pay-refusals.js';
import { sendProblem } from './problems.js';
import { rateAddress } from './rates.js';
import { traceparent } from './trace.js';

const LINK = /^([a-z0-9-]{1,63})\.([A-Za-z0-9_-]{43})$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const MILLISECONDS = 20_000;
const MOST_TYPED = 16 * 1024;

interface Route {
  Params: { link: string };
  Querystring: Record<string, string | string[] | undefined>;
}
type Request = FastifyRequest<Route>;

/**
 * `/pay/<tenant>.<token>` and `/unsubscribe/<tenant>.<token>`: pages for whoever holds the link, made here, whole without a
 * script. What they ask goes to the core with the token in a header; a GET changes nothing.
 */
export function payRoutes(app: FastifyInstance, edge: Edge): void {
  const [words, files] = [readWords(edge.config.payDir), payFiles(app, edge)];
  const desk = new PayPages(edge, words, files);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    ['application/x-www-form-urlencoded', 'multipart/form-data'],
    { parseAs: 'string', bodyLimit: MOST_TYPED },
    (_, body, done) => {
      done(null, body);
    },
  );
  app.get<Route>('/pay/:link', (request, reply) => desk.show(request, reply));
  app.get<Route>('/pay/:link/state', (request, reply) => desk.state(request, reply));
  app.post<Route>('/pay/:link/seen', (request, reply) => desk.seen(request, reply));
  app.post<Route>('/pay/:link/accept', (request, reply) => desk.accept(request, reply));
  app.post<Route>('/pay/:link/decline', (request, reply) => desk.decline(request, reply));
  app.post<Route>('/pay/:link/resend', (request, reply) => desk.resend(request, reply));
  app.get<Route>('/unsubscribe/:link', (request, reply) => desk.askUnsubscribe(request, reply));
  app.post<Route>('/unsubscribe/:link', (request, reply) => desk.unsubscribe(request, reply));
  const visitors = new VisitorDesk(edge, words, files);
  joinRoutes(app, visitors);
  invitationRoutes(app, visitors);
}

class PayPages {
  constructor(
    private readonly edge: Edge,
    private readonly words: Dictionary,
    private readonly files: Files,
  ) {}

  show(request: Request, reply: FastifyReply): Promise<FastifyReply> {
    return this.page(request, reply, async (calls) => {
      const back = request.query['back'] === '1';
      return this.send(reply, 200, this.written(request, await calls.page(back)));
    });
  }

  state(request: Request, reply: FastifyReply): Promise<FastifyReply> {
    return this.call(request, async (calls) => {
      const { state } = await calls.state(request.query['back'] === '1');
      return reply.send({ state });
    });
  }

  async seen(request: Request, reply: FastifyReply): Promise<FastifyReply> {
    if (!isOwnForm(request, this.edge.config.publicUrl)) {
      return sendProblem(reply, platformProblem('FORBIDDEN'), request.id);
    }
    return await this.call(request, async (calls) => {
      await calls.seen();
      return reply.code(204).send();
    });
  }

  accept(request: Request, reply: FastifyReply): Promise<FastifyReply> {
    return this.form(request, reply, async (calls, typed) => {
      const version = Number(typed.get('version'));
      const given = {
        name: typed.get('name') ?? '',
        acknowledged: typed.getAll('acknowledge').filter((id) => UUID.test(id)),
      };
      const { url } = await calls.accept({
        name: given.name,
        acknowledge: given.acknowledged,
        version: Number.isSafeInteger(version) && version > 0 ? version : null,
        returnTo: this.edge.config.publicUrl.origin + pageAt(addressOf(request), chosenIn(request, typed)),
      });
      return this.onwards(request, reply, url, typed);
    });
  }

  decline(request: Request, reply: FastifyReply): Promise<FastifyReply> {
    return this.form(request, reply, async (calls, typed) => {
      await calls.decline(typed.get('reason') ?? '');
      return this.again(request, reply, typed);
    });
  }

  resend(request: Request, reply: FastifyReply): Promise<FastifyReply> {
    return this.form(request, reply, async (calls, typed) => {
      await calls.resend();
      return this.again(request, reply, typed, { resent: '1' });
    });
  }

  askUnsubscribe(request: Request, reply: FastifyReply): Promise<FastifyReply> {
    return this.page(request, reply, () => {
      const words = this.wordsFor(request);
      const form = html`<form method="post" action="/unsubscribe/${request.params.link}">
        <button class="primary">${words.say('unsubscribe.button')}</button>
      </form>`;
      return this.send(reply, 200, notice(words, this.files, 'unsubscribe', form));
    });
  }

  /** By the button, or by a mail program at one click (RFC 8058), which comes without cookie or origin. */
  unsubscribe(request: Request, reply: FastifyReply): Promise<FastifyReply> {
    return this.page(request, reply, async (calls) => {
      await calls.unsubscribe();
      return this.send(reply, 200, notice(this.wordsFor(request), this.files, 'unsubscribed'));
    });
  }

  /** A form of the page: what is refused is shown where it was typed, and a quote that has moved on as it now is. */
  private async form(
    request: Request,
    reply: FastifyReply,
    act: (calls: PayCalls, typed: URLSearchParams) => Promise<FastifyReply>,
  ): Promise<FastifyReply> {
    if (!isOwnForm(request, this.edge.config.publicUrl)) {
      return this.send(reply, 403, notice(this.wordsFor(request), this.files, 'foreign'));
    }
    const typed = new URLSearchParams(typeof request.body === 'string' ? request.body : '');
    return await this.page(request, reply, async (calls) => {
      try {
        return await act(calls, typed);
      } catch (error) {
        if (!(error instanceof CoreProblem)) throw error;
        const decided = [400, 409, 422].includes(error.status) || error.code === 'PAYMENT_PROVIDER_UNAVAILABLE';
        if (!decided) throw error;
        const view = await calls.page(false);
        if (!isPayable(view) && error.status !== 503) return this.again(request, reply, typed);
        if (error.retryAfter !== null) void reply.header('retry-after', String(error.retryAfter));
        return this.send(reply, error.status === 503 ? 503 : 422, this.written(request, view, typed, error));
      }
    });
  }

  private written(request: Request, view: PayView, typed?: URLSearchParams, problem?: CoreProblem): string {
    const chosen = chosenIn(request, typed);
    const words = this.words[chosen ?? (isLanguage(view.language) ? view.language : 'en')];
    const { wrong, alert } = problem === undefined ? { wrong: {}, alert: null } : wrongFields(problem, words);
    const given: Given =
      typed === undefined
        ? NOTHING_GIVEN
        : {
            name: typed.get('name') ?? '',
            reason: typed.get('reason') ?? '',
            acknowledged: problem?.code === 'QUOTE_SUPERSEDED' ? [] : typed.getAll('acknowledge'),
            wrong,
          };
    const visit: Visit = {
      address: addressOf(request),
      words,
      chosen,
      today: new Date(this.edge.now()).toISOString().slice(0, 10),
      back: request.query['back'] === '1',
      cancelled: request.query['cancelled'] === '1',
      resent: request.query['resent'] === '1',
      print: request.query['view'] === 'print',
      given,
      alert,
    };
    return payPage(view, visit, this.files);
  }

  /** To the provider, or back to our own page where there is nothing to do there. */
  private onwards(request: Request, reply: FastifyReply, url: string, typed: URLSearchParams): FastifyReply {
    const target = URL.canParse(url) ? new URL(url) : null;
    const { publicUrl, production } = this.edge.config;
    if (target === null || (target.protocol !== 'https:' && (production || target.protocol !== 'http:'))) {
      throw platformProblem('INTERNAL');
    }
    if (target.origin === publicUrl.origin) return reply.redirect(target.pathname + target.search, 303);
    return this.send(reply, 200, goingPage(target.href, this.wordsFor(request, typed), this.files));
  }

  /** To the page as it now is, so that reloading it sends nothing again. */
  private again(
    request: Request,
    reply: FastifyReply,
    typed: URLSearchParams,
    more: Readonly<Record<string, string>> = {},
  ): FastifyReply {
    void reply.headers(this.edge.headers.pay);
    return reply.redirect(pageAt(addressOf(request), chosenIn(request, typed), more), 303);
  }

  /** Every failure is a page too; a link that is malformed, unknown, revoked or another's is one and the same. */
  private async page(
    request: Request,
    reply: FastifyReply,
    act: (calls: PayCalls) => Promise<FastifyReply> | FastifyReply,
  ): Promise<FastifyReply> {
    try {
      return await this.call(request, act);
    } catch (error) {
      const problem = error instanceof CoreProblem ? error : platformProblem('INTERNAL');
      if (!(error instanceof CoreProblem)) this.edge.log.error({ err: error, request: request.id }, 'a page failed');
      const words = this.wordsFor(request);
      if (problem.status === 404) return this.send(reply, 404, notice(words, this.files, 'unknown'));
      void reply.header('retry-after', String(problem.retryAfter ?? 5));
      return this.send(reply, problem.status === 429 ? 429 : 503, notice(words, this.files, 'busy'));
    }
  }

  private async call(
    request: Request,
    act: (calls: PayCalls) => Promise<FastifyReply> | FastifyReply,
  ): Promise<FastifyReply> {
    const wait = this.edge.rates.pay.take(rateAddress(request.ip));
    if (wait > 0) throw platformProblem('RATE_LIMITED', wait);
    const link = linkOf(request);
    if (link === null) throw platformProblem('NOT_FOUND');
    const deadline = new Deadline(MILLISECONDS, () => platformProblem('TIMEOUT'));
    try {
      return await act(new PayCalls(this.edge.core, link, this.coreHeaders(request), deadline));
    } catch (error) {
      // What opens nothing is answered alike, whether the core was asked or not.
      throw error instanceof CoreProblem && error.status === 404 ? platformProblem('NOT_FOUND') : error;
    } finally {
      deadline.finish();
    }
  }

  private coreHeaders(request: Request): string[] {
    const headers = ['accept', 'application/json', 'tessera-edge-secret', this.edge.config.coreSecret];
    headers.push('x-forwarded-for', request.ip, 'tessera-request', request.id);
    headers.push('traceparent', traceparent(request.headers['traceparent']));
    const chosen = chosenIn(request, typedIn(request));
    if (chosen !== null) headers.push('accept-language', chosen);
    return headers;
  }

  private wordsFor(request: Request, typed = typedIn(request)): Words {
    return this.words[chosenIn(request, typed) ?? preferred(request.headers['accept-language'])];
  }

  private send(reply: FastifyReply, status: number, page: string): FastifyReply {
    return reply.code(status).headers(this.edge.headers.pay).type('text/html; charset=utf-8').send(page);
  }
}

function linkOf(request: Request): PayLinkParts | null {
  const match = LINK.exec(request.params.link);
  return match?.[1] === undefined || match[2] === undefined ? null : { tenant: match[1], token: match[2] };
}

/** Only for links found to be well-formed. */
function addressOf(request: Request): string {
  return `/pay/${request.params.link}`;
}

function typedIn(request: Request): URLSearchParams | undefined {
  return typeof request.body === 'string' ? new URLSearchParams(request.body) : undefined;
}

/** The language chosen: in the form, or in the address. */
function chosenIn(request: Request, typed?: URLSearchParams): Language | null {
  const wish = typed?.get('lang') ?? request.query['lang'];
  return isLanguage(wish) ? wish : null;
}
