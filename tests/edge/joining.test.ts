import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { InvitationView } from '../../backend/edge/src/core/joining/types.js';
import { NO_ID } from '../../backend/edge/src/core/ids.js';
import { Harness } from './support/harness.js';
import { FORM } from './support/pay.js';
import { problem } from './support/stub-core.js';
import { uuid } from './support/world.js';

let edge: Harness;
beforeAll(async () => {
  edge = await Harness.start({ EDGE_RATE_PAY: '100000' });
});
afterAll(() => edge.stop());
beforeEach(() => {
  edge.core.forget();
});

const TOKEN = 'b'.repeat(43);
const LINK = `/invitation/allnet.${TOKEN}`;
const JOIN = { tenant: 'allnet', name: 'Allnet.Italia', languages: ['it', 'en', 'fr'], form: 'signed-form' };
const INVITATION: InvitationView = {
  tenant: 'allnet',
  tenantName: 'Allnet.Italia',
  organisation: 'Alpe <Voce> Srl',
  role: 'OWNER',
  maskedEmail: 'm•••@alpevoce.example',
  invitedBy: 'Giulia Ferri',
  state: 'OPEN',
  expiresOn: '2026-12-06',
  language: 'it',
};

function post(path: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
  const body = new URLSearchParams(fields).toString();
  return edge.fetch(path, { method: 'POST', headers: { ...FORM, ...headers }, body });
}

describe('the public page', () => {
  const FIELDS = {
    form: 'signed-form',
    company: 'A & B',
    country: 'IT',
    vatId: 'IT1',
    contact: 'C',
    email: 'd',
    language: 'it',
  };

  test('is whole without a script, has a label for every field and asks robots for one more', async () => {
    edge.core.on('GET /v1/allnet/join', () => ({ body: JOIN }));
    const response = await edge.fetch('/join/allnet?lang=nb');
    const text = await response.text();
    expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(text).toContain('<html lang="nb">');
    expect(text).toContain('value="signed-form"');
    for (const name of ['company', 'country', 'vatId', 'city', 'contact', 'email', 'language', 'website']) {
      expect(text).toContain(`for="${name}"`);
    }
    expect(text).toMatch(/aria-hidden="true"[^]*name="website"/);
    expect(edge.core.asked[0]?.headers).toMatchObject({ 'accept-language': 'nb' });
  });

  test('what is refused stands at its field, in the words of the rule, with everything that was typed', async () => {
    edge.core.on('GET /v1/allnet/join', () => ({ body: JOIN }));
    const fields = [
      { field: 'email', code: 'MALFORMED', message: 'core says' },
      { field: 'vatId', code: 'VAT_ID_CHECKSUM', message: 'The check digits are wrong.' },
    ];
    edge.core.on('POST /v1/allnet/join/apply', () =>
      problem(422, 'VAT_ID_CHECKSUM', { rule: 'PP-1', detail: 'Compare it.', fields }),
    );
    const response = await post('/join/allnet', { ...FIELDS, lang: 'en' });
    const text = await response.text();
    expect(response.status).toBe(422);
    expect(text).toContain('The check digits are wrong. Compare it. (PP-1)');
    expect(text).toContain('One e-mail address, such as name@example.org.');
    expect(text).toContain('value="A &amp; B"');
    expect(text).not.toContain('core says');
    expect(JSON.parse(edge.core.asked[0]?.body ?? '{}')).toEqual({ ...FIELDS, city: '', website: '' });
  });

  test('sent, it goes to a page that can be reloaded', async () => {
    edge.core.on('POST /v1/allnet/join/apply', () => ({ body: { received: true } }));
    const response = await post('/join/allnet', { ...FIELDS, lang: 'fr' });
    expect([response.status, response.headers.get('location')]).toEqual([303, '/join/allnet?sent=1&lang=fr']);
  });

  test('another page cannot send it, and a programme that is not there has none', async () => {
    const foreign = await post('/join/allnet', FIELDS, {
      origin: 'https://evil.example',
      'sec-fetch-site': 'cross-site',
    });
    expect(foreign.status).toBe(403);
    expect(edge.core.asked).toEqual([]);
    edge.core.on('GET /v1/nowhere/join', () => problem(404, 'NOT_FOUND'));
    for (const tenant of ['nowhere', 'No%20Where', '..%2F..%2Finternal']) {
      expect((await edge.fetch(`/join/${tenant}`)).status).toBe(404);
    }
  });

  test('too many from one network are told so as a page', async () => {
    edge.core.on('POST /v1/allnet/join/apply', () => problem(429, 'RATE_LIMITED'));
    const response = await post('/join/allnet', { ...FIELDS, lang: 'en' });
    expect(response.status).toBe(429);
    expect(await response.text()).toContain('Too many at once');
  });
});

describe('the page of an invitation', () => {
  test('tells what the link opens and leads to sign-in and back; the token travels in a header', async () => {
    edge.core.on('GET /v1/allnet/invitation', () => ({ body: INVITATION }));
    const response = await edge.fetch(LINK);
    const text = await response.text();
    expect(response.status).toBe(200);
    expect(text).toContain('<html lang="it">');
    expect(text).toContain('Alpe &lt;Voce&gt; Srl');
    expect(text).toContain(`href="/auth/sign-in?returnTo=${encodeURIComponent(LINK)}"`);
    expect(text).not.toContain('<form');
    expect(edge.core.asked[0]?.headers).toMatchObject({ 'tessera-invitation-token': TOKEN });
    expect(edge.core.asked[0]?.path).toBe('/v1/allnet/invitation');
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
  });

  test('whoever is signed in joins by the button, and lands at home', async () => {
    edge.core.on('GET /v1/allnet/invitation', () => ({ body: INVITATION }));
    edge.core.on('POST /v1/allnet/invitation/accept', () => ({ body: {} }));
    const cookie = await edge.signIn();
    const page = await (await edge.fetch(LINK, { headers: { cookie } })).text();
    expect(page).toContain(`action="${LINK}/accept"`);
    const response = await post(`${LINK}/accept`, { lang: 'it' }, { cookie });
    expect([response.status, response.headers.get('location')]).toEqual([303, '/']);
    const sent = edge.core.asked.find(({ path }) => path.endsWith('/accept'));
    expect(sent?.headers['authorization']).toMatch(/^Bearer /);
    expect(sent?.headers['tessera-invitation-token']).toBe(TOKEN);
  });

  test('a refusal is read on the page; without a session the button leads back to sign-in', async () => {
    edge.core.on('GET /v1/allnet/invitation', () => ({ body: INVITATION }));
    edge.core.on('POST /v1/allnet/invitation/accept', () => problem(422, 'ALREADY_MEMBER'));
    const cookie = await edge.signIn();
    const refused = await post(`${LINK}/accept`, {}, { cookie });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('role="alert"');
    const nobody = await post(`${LINK}/accept`, {});
    expect([nobody.status, nobody.headers.get('location')]).toEqual([303, LINK]);
    const foreign = await post(`${LINK}/accept`, {}, { cookie, origin: 'https://evil.example' });
    expect(foreign.status).toBe(403);
  });

  test('what has ended offers nothing, and what is no link is not asked for', async () => {
    edge.core.on('GET /v1/allnet/invitation', () => ({ body: { ...INVITATION, state: 'ACCEPTED' } }));
    const used = await (await edge.fetch(`${LINK}?lang=en`)).text();
    expect(used).toContain('This invitation has been used');
    expect(used).not.toContain('sign-in');
    edge.core.forget();
    for (const link of ['allnet.short', 'allnet', `All.${TOKEN}`]) {
      expect((await edge.fetch(`/invitation/${link}`)).status).toBe(404);
    }
    expect(edge.core.asked).toEqual([]);
  });
});

describe('in GraphQL', () => {
  test('public ids become the core’s, in the path and nowhere else', async () => {
    edge.core.on(`POST /v1/partners/${uuid(1)}/team/${uuid(2)}/role`, () =>
      problem(422, 'LAST_OWNER', { rule: 'PP-1' }),
    );
    const { data } = await edge.graphql({
      query:
        'mutation ($input: ChangeRoleInput!) { changeRole(input: $input) { change { gained { text } } errors { code rule } } }',
      variables: { input: { id: `partner_${uuid(1)}`, personId: `person_${uuid(2)}`, role: 'SALES', dryRun: true } },
    });
    expect(data).toEqual({ changeRole: { change: null, errors: [{ code: 'LAST_OWNER', rule: 'PP-1' }] } });
    expect(JSON.parse(edge.core.asked[0]?.body ?? '{}')).toEqual({ role: 'SALES', dryRun: true });
  });

  test('an id of another kind is an unknown one', async () => {
    edge.core.on(`GET /v1/partners/${NO_ID}/team`, () => problem(404, 'NOT_FOUND'));
    const { errors } = await edge.graphql({ query: 'query { team(partnerId: "key_1") { partnerName } }' });
    expect(errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });
});
