import type { FastifyInstance, FastifyReply } from 'fastify';
import { CoreProblem } from '../../core/problem.js';
import { query } from '../../core/query.js';
import { notice } from '../../pay/frame.js';
import { FIELDS, joinPage, receivedPage, type JoinGiven } from '../../pay/join.js';
import type { Words } from '../../pay/words.js';
import { isOwnForm } from '../../session/csrf.js';
import { typed, type VisitorDesk, type VisitorRequest } from './visitor.js';

/** `/join/<tenant>`: a reseller registers itself. Whole without a script; sent again, it is the same application. */
export function joinRoutes(app: FastifyInstance, desk: VisitorDesk): void {
  app.get('/join/:tenant', (request, reply) => show(desk, request as VisitorRequest, reply));
  app.post('/join/:tenant', (request, reply) => apply(desk, request as VisitorRequest, reply));
}

function show(desk: VisitorDesk, request: VisitorRequest, reply: FastifyReply): Promise<FastifyReply> {
  const tenant = tenantOf(request);
  return desk.page(request, reply, 'join.unknown', tenant, [], async (calls) => {
    const programme = await calls.joinPage();
    const words = desk.words(request);
    if (request.query['sent'] === '1') return desk.send(reply, 200, receivedPage(programme, words, desk.files));
    const given = { form: programme.form, values: {}, wrong: {}, alert: null };
    return desk.send(reply, 200, joinPage(programme, words, desk.files, given));
  });
}

async function apply(desk: VisitorDesk, request: VisitorRequest, reply: FastifyReply): Promise<FastifyReply> {
  const tenant = tenantOf(request);
  const words = desk.words(request);
  if (!isOwnForm(request, desk.edge.config.publicUrl)) {
    return desk.send(reply, 403, notice(words, desk.files, 'join.foreign'));
  }
  return await desk.page(request, reply, 'join.unknown', tenant, [], async (calls) => {
    const given = typed(request);
    const values = Object.fromEntries([...FIELDS, 'website'].map((name) => [name, given.get(name) ?? '']));
    const form = given.get('form') ?? '';
    try {
      await calls.apply({ ...values, form });
    } catch (error) {
      if (!(error instanceof CoreProblem) || ![400, 422].includes(error.status)) throw error;
      const programme = await calls.joinPage();
      const refused: JoinGiven = {
        // A form that was refused was not used up; one that is too old is replaced.
        form: error.code === 'JOIN_FORM_OLD' ? programme.form : form,
        values,
        ...wrong(error, words),
      };
      return desk.send(reply, 422, joinPage(programme, words, desk.files, refused));
    }
    void reply.headers(desk.edge.headers.pay);
    return reply.redirect(`/join/${tenant}${query({ sent: 1, lang: desk.chosen(request) })}`, 303);
  });
}

const SAID: Readonly<Record<string, string>> = {
  JOIN_TOO_QUICK: 'join.error.quick',
  JOIN_FORM_OLD: 'join.error.old',
};

/** At the field it is about, in our words; a VAT id is refused by a rule, in the words of the rule. */
function wrong({ problem }: CoreProblem, words: Words): Pick<JoinGiven, 'wrong' | 'alert'> {
  const at: Record<string, string> = {};
  for (const { field, code, message } of problem.fields ?? []) {
    if (!(FIELDS as readonly string[]).includes(field)) continue;
    const ruled = code.startsWith('VAT_ID_');
    const plain =
      code === 'REQUIRED' || code === 'TOO_LONG' ? `join.error.${code.toLowerCase()}` : `join.error.${field}`;
    at[field] = ruled ? `${message} ${problem.detail ?? ''} (${problem.rule ?? ''})` : words.say(plain);
  }
  const said = SAID[problem.code] ?? (Object.keys(at).length === 0 ? 'join.error.unread' : 'join.error.fields');
  return { wrong: at, alert: words.say(said) };
}

function tenantOf(request: VisitorRequest): string {
  return request.params['tenant'] ?? '';
}
