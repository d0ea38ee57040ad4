import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Harness } from './support/harness.js';
import { aCredit, aMessage, anInboxEvent, anOrder, aQuote, aQuoteLine, LINE, someReminders } from './support/orders.js';
import { problem } from './support/stub-core.js';
import { uuid } from './support/world.js';

let edge: Harness;
beforeAll(async () => {
  edge = await Harness.start();
});
afterAll(() => edge.stop());
beforeEach(() => {
  edge.core.forget();
});

const QUOTE = `quote_${uuid(301)}`;
const ORDER = `order_${uuid(401)}`;

function mutation(name: string, selection: string): string {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  return `mutation M($input: ${type}!) { done: ${name}(input: $input) { ${selection} clientMutationId errors { code rule message field facts } } }`;
}

type Written = [
  mutation: string,
  selection: string,
  path: string,
  input: Record<string, unknown>,
  body: Record<string, unknown>,
  answer: unknown,
  done: Record<string, unknown>,
];
const MAIL = { to: 'a@b.example', from: 'Allnet', subject: 's', html: '<p>', text: 't', language: 'it' };
const LINES = [{ keyId: `key_${uuid(1)}`, years: 2 }];
const BARE_LINES = [{ keyId: uuid(1), years: 2 }];
const WRITES: Written[] = [
  [
    'createQuote',
    'quote { id } preview { number }',
    '/v1/quotes/create',
    { payer: 'CUSTOMER', lines: LINES, poNumber: 'PO\n7', note: '<b>', email: 'a@b.example', language: 'it' },
    {
      payer: 'CUSTOMER',
      lines: BARE_LINES,
      poNumber: 'PO\n7',
      note: '<b>',
      email: 'a@b.example',
      language: 'it',
      dryRun: false,
    },
    aQuote(1),
    { quote: { id: QUOTE }, preview: null },
  ],
  [
    'reviseQuote',
    'quote { id version }',
    `/v1/quotes/${uuid(301)}/revise`,
    { id: QUOTE, lines: LINES, expectedVersion: 2 },
    { lines: BARE_LINES, expectedVersion: 2, dryRun: false },
    { ...aQuote(1), version: 2 },
    { quote: { id: QUOTE, version: 2 } },
  ],
  [
    'sendQuote',
    'quote { id state }',
    `/v1/quotes/${uuid(301)}/send`,
    { id: QUOTE, email: 'a@b.example', message: 'hello' },
    { email: 'a@b.example', message: 'hello', dryRun: false },
    aQuote(1),
    { quote: { id: QUOTE, state: 'SENT' } },
  ],
  [
    'revokePayLink',
    'quote { id linkExpiresAt }',
    `/v1/quotes/${uuid(301)}/revoke-link`,
    { id: QUOTE },
    {},
    { ...aQuote(1), linkExpiresAt: null },
    { quote: { id: QUOTE, linkExpiresAt: null } },
  ],
  [
    'voidQuote',
    'quote { id }',
    `/v1/quotes/${uuid(301)}/void`,
    { id: QUOTE, reason: 'wrong key' },
    { reason: 'wrong key' },
    aQuote(1),
    { quote: { id: QUOTE } },
  ],
  [
    'previewQuoteMail',
    'mail { to from subject html text language }',
    `/v1/quotes/${uuid(301)}/preview`,
    { id: QUOTE, language: 'it' },
    { language: 'it' },
    MAIL,
    { mail: MAIL },
  ],
  [
    'readPayLink',
    'link { url expiresAt }',
    `/v1/quotes/${uuid(301)}/link`,
    { id: QUOTE },
    {},
    { url: 'https://t.example/pay/allnet.x', expiresAt: '2027-01-01T00:00:00Z' },
    { link: { url: 'https://t.example/pay/allnet.x', expiresAt: '2027-01-01T00:00:00Z' } },
  ],
  [
    'payQuote',
    'checkout { url orderId paymentId }',
    `/v1/quotes/${uuid(301)}/pay`,
    { id: QUOTE, returnTo: '/quotes/x' },
    { returnTo: '/quotes/x' },
    { url: 'https://pay.example/c', orderId: uuid(401), paymentId: uuid(501) },
    { checkout: { url: 'https://pay.example/c', orderId: ORDER, paymentId: `payment_${uuid(501)}` } },
  ],
  [
    'settleCredit',
    'credit { id state }',
    `/v1/credits/${uuid(601)}/settle`,
    { id: `credit_${uuid(601)}`, how: 'REFUND', reason: 'agreed' },
    { how: 'REFUND', reason: 'agreed', dryRun: false },
    { ...aCredit(), state: 'REFUNDING' },
    { credit: { id: `credit_${uuid(601)}`, state: 'REFUNDING' } },
  ],
  [
    'refundOrder',
    'order { id refunds { id } }',
    `/v1/orders/${uuid(401)}/refund`,
    { id: ORDER, amountMinor: 100, reason: 'agreed', dryRun: true },
    { amountMinor: 100, reason: 'agreed', dryRun: true },
    anOrder(1),
    { order: { id: ORDER, refunds: [{ id: `refund_${uuid(801)}` }] } },
  ],
  [
    'retryInbox',
    'event { eventId state }',
    '/v1/inbox/evt_1/retry',
    { eventId: 'evt_1', reason: 'fixed' },
    { reason: 'fixed' },
    anInboxEvent(),
    { event: { eventId: 'evt_1', state: 'DEAD' } },
  ],
  [
    'saveReminders',
    'reminders { setting { digest remindCustomers email } }',
    '/v1/reminders/save',
    { digest: true, remindCustomers: false, email: null, partnerId: `partner_${uuid(200)}` },
    { digest: true, remindCustomers: false, email: null, partnerId: uuid(200) },
    someReminders(),
    { reminders: { setting: { digest: true, remindCustomers: false, email: null } } },
  ],
  [
    'previewReminder',
    'preview { to from subject html text language day keys }',
    '/v1/reminders/preview',
    { audience: 'PARTNER', day: '2026-12-01' },
    { audience: 'PARTNER', day: '2026-12-01' },
    { ...MAIL, to: ['a@b.example'], subject: null, html: null, text: null, day: '2026-12-01', keys: 0 },
    {
      preview: { ...MAIL, to: ['a@b.example'], subject: null, html: null, text: null, day: '2026-12-01', keys: 0 },
    },
  ],
  [
    'sendAgain',
    'message { id state }',
    `/v1/messages/${uuid(901)}/send-again`,
    { id: `message_${uuid(901)}`, reason: 'asked them' },
    { reason: 'asked them' },
    { ...aMessage(), state: 'NEW' },
    { message: { id: `message_${uuid(901)}`, state: 'NEW' } },
  ],
];

describe('a command is one call', () => {
  test.each(WRITES)('%s', async (name, selection, path, input, body, answer, done) => {
    edge.core.on(`POST ${path}`, () => ({ body: answer }));
    const { data, errors } = await edge.graphql({
      query: mutation(name, selection),
      variables: { input: { ...input, clientMutationId: 'mine' } },
    });
    expect(errors).toBeUndefined();
    expect(data).toEqual({ done: { ...done, errors: [], clientMutationId: 'mine' } });
    expect(edge.core.calls).toEqual([`POST ${path}`]);
    expect(JSON.parse(edge.core.asked[0]?.body ?? '')).toEqual(body);
    expect(edge.core.asked[0]?.headers['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/);
  });

  test.each(WRITES)('%s: a refusal is data, field by field', async (name, selection, path, input) => {
    const fields = [{ field: 'lines[0].keyId', code: 'KEY_TWICE', message: 'named twice' }];
    edge.core.on(`POST ${path}`, () => problem(422, 'QUOTE_EMPTY', { rule: 'OM-1', fields }));
    const { data, errors } = await edge.graphql({ query: mutation(name, selection), variables: { input } });
    expect(errors).toBeUndefined();
    expect(data?.['done']).toMatchObject({
      errors: [{ code: 'KEY_TWICE', field: 'lines[0].keyId', message: 'named twice', rule: 'OM-1' }],
    });
  });

  test.each(WRITES)('%s: nobody is asked on behalf of nobody', async (name, selection, _, input) => {
    const { errors } = await edge.graphql(
      { query: mutation(name, selection), variables: { input } },
      { 'content-type': 'application/json' },
    );
    expect(errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    expect(edge.core.calls).toEqual([]);
  });

  test.each(WRITES)(
    '%s: twice with one key is the same key both times',
    async (name, selection, path, input, _, answer) => {
      edge.core.on(`POST ${path}`, () => ({ body: answer }));
      const twice = { query: mutation(name, selection), variables: { input: { ...input, idempotencyKey: 'once' } } };
      await Promise.all([edge.graphql(twice), edge.graphql(twice)]);
      expect(edge.core.asked.map(({ headers }) => headers['idempotency-key'])).toEqual(['once', 'once']);
    },
  );

  test('a dry run is a preview without an id, its refused lines in it', async () => {
    const refusal = { code: 'KEY_CLOSED', rule: 'KL-7', message: 'Closed.', remedy: 'Leave it out.' };
    const blank = {
      kind: null,
      from: null,
      to: null,
      list: null,
      net: null,
      vat: null,
      gross: null,
      steps: [],
      stops: [],
    };
    const line = { ...aQuoteLine(2), ...blank, partnerNet: null, margin: null, refusal };
    edge.core.on('POST /v1/quotes/create', () => ({
      body: { ...aQuote(1, [aQuoteLine(1), line]), id: null, number: null },
    }));
    const { data, errors } = await edge.graphql({
      query: mutation(
        'createQuote',
        `quote { id } preview { number state payer partner { id } customer { id } buyer { name } seller { name } email language poNumber note
          net { minor } vat { minor } gross { minor } vatTreatment vatText validUntil pricedOn ruleVersions lines { ${LINE} } }`,
      ),
      variables: { input: { payer: 'CUSTOMER', lines: LINES, dryRun: true } },
    });
    expect(errors).toBeUndefined();
    expect(data?.['done']).toMatchObject({
      quote: null,
      preview: { number: null, gross: { minor: 51_606 }, lines: [{ refusal: null }, { net: null, refusal }] },
    });
    expect(JSON.parse(edge.core.asked[0]?.body ?? '')).toMatchObject({ dryRun: true });
  });

  test.each(['../../credits', 'evt_1/../x', 'evt 1', '', 'x'.repeat(300), 'evt_1\r\nx: y'])(
    'an event’s id that cannot be one (%j) names none',
    async (eventId) => {
      await edge.graphql({ query: mutation('retryInbox', 'event { eventId }'), variables: { input: { eventId } } });
      expect(edge.core.calls).toEqual(['POST /v1/inbox/none/retry']);
    },
  );

  test.each([0.5, 9_007_199_254_740_992, '100', 1e308])('a refund of %j is refused here', async (amountMinor) => {
    const { errors } = await edge.graphql({
      query: mutation('refundOrder', 'order { id }'),
      variables: { input: { id: ORDER, amountMinor, reason: 'x' } },
    });
    expect(errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
    expect(edge.core.calls).toEqual([]);
  });

  test('the payment provider out of reach is an error that says when to come back', async () => {
    edge.core.on(`POST /v1/quotes/${uuid(301)}/pay`, () => ({
      ...problem(503, 'PAYMENT_PROVIDER_UNAVAILABLE'),
      headers: { 'retry-after': '30' },
    }));
    const { errors } = await edge.graphql({
      query: mutation('payQuote', 'checkout { url }'),
      variables: { input: { id: QUOTE } },
    });
    expect(errors?.[0]?.extensions.code).toBe('PAYMENT_PROVIDER_UNAVAILABLE');
  });
});
