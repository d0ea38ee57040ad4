import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { BEARER, Harness } from './support/harness.js';
import {
  aCredit,
  aDocument,
  aMessage,
  anInboxEvent,
  anOrder,
  anOrderEntry,
  aQuote,
  aQuoteEntry,
  LINE,
  someReminders,
} from './support/orders.js';
import { pageOf, uuid } from './support/world.js';

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

describe('reading quotes and orders', () => {
  test('a list of quotes is one call, its filter as the core takes it', async () => {
    edge.core.on('GET /v1/quotes', () => ({ body: pageOf([aQuoteEntry(1), aQuoteEntry(2)]) }));
    const { data, errors } = await edge.graphql({
      query: `query($filter: QuoteFilter) { quotes(first: 20, filter: $filter) {
        nodes { id number state partner { id name } customer { id name } buyerName gross { minor currency } keys orderId validUntil }
        pageInfo { endCursor } total { count } } }`,
      variables: {
        filter: {
          state: ['SENT', 'VIEWED'],
          search: 'rossi',
          customerId: `customer_${uuid(101)}`,
          keyId: `key_${uuid(1)}`,
          partnerId: `partner_${uuid(200)}`,
          validTo: '2026-12-01',
        },
      },
    });
    expect(errors).toBeUndefined();
    expect(data?.['quotes']).toMatchObject({
      nodes: [
        {
          id: QUOTE,
          partner: { id: `partner_${uuid(200)}` },
          customer: { id: `customer_${uuid(101)}` },
          buyerName: 'Officine Rossi & Figli',
          keys: 1,
          orderId: null,
        },
        { id: `quote_${uuid(302)}` },
      ],
      total: { count: 2 },
    });
    expect(edge.core.calls).toEqual(['GET /v1/quotes']);
    expect(Object.fromEntries(edge.core.asked[0]?.query ?? [])).toEqual({
      first: '20',
      state: 'SENT,VIEWED',
      search: 'rossi',
      customerId: uuid(101),
      keyId: uuid(1),
      partnerId: uuid(200),
      validTo: '2026-12-01',
    });
  });

  test('a quote with everything it says is one call, its versions one more', async () => {
    edge.core.on(`GET /v1/quotes/${uuid(301)}`, () => ({ body: { ...aQuote(1), orderId: uuid(401) } }));
    edge.core.on(`GET /v1/quotes/${uuid(301)}/versions`, () => ({
      body: [
        {
          version: 1,
          at: '2026-11-22T08:00:00Z',
          actor: 'Marta',
          document: { version: 1 },
          changes: [{ path: 'lines[0].years', from: '1', to: '2' }],
        },
      ],
    }));
    const { data, errors } = await edge.graphql({
      query: `query($id: ID!) { quote(id: $id) { id rowVersion buyerName keys orderId buyer { name country vatId } seller { name address country vatId }
        email language poNumber note reason acceptedName vat { minor } vatTreatment vatText pricedOn createdBy acceptedAt closedAt linkExpiresAt ruleVersions
        lines { ${LINE} } events { at actor name text facts } actions { name allowed refusal { code remedy } }
        versions { version at actor document changes { path from to } } } }`,
      variables: { id: QUOTE },
    });
    expect(errors).toBeUndefined();
    expect(data?.['quote']).toMatchObject({
      id: QUOTE,
      rowVersion: 2,
      buyerName: 'Officine Rossi & Figli',
      keys: 1,
      orderId: ORDER,
      lines: [{ keyId: `key_${uuid(1)}`, customer: { id: `customer_${uuid(101)}` }, refusal: null }],
      actions: [
        { allowed: true },
        { allowed: false, refusal: { code: 'QUOTE_EXPIRED', remedy: 'Make a new version.' } },
      ],
      versions: [{ changes: [{ path: 'lines[0].years', from: '1', to: '2' }] }],
    });
    expect(edge.core.calls.sort()).toEqual([`GET /v1/quotes/${uuid(301)}`, `GET /v1/quotes/${uuid(301)}/versions`]);
  });

  test('details of a quote in a list read that quote, once, and cost it', async () => {
    edge.core.on('GET /v1/quotes', () => ({ body: pageOf([aQuoteEntry(1)]) }));
    edge.core.on(`GET /v1/quotes/${uuid(301)}`, () => ({ body: aQuote(1) }));
    const query = '{ quotes(first: 1) { nodes { email note lines { line } } } }';
    const { data, headers } = await edge.graphql({ query });
    expect(data).toEqual({
      quotes: { nodes: [{ email: 'acquisti@rossi.example', note: 'as agreed', lines: [{ line: 1 }] }] },
    });
    expect(edge.core.calls).toEqual(['GET /v1/quotes', `GET /v1/quotes/${uuid(301)}`]);
    expect(Number(headers.get('tessera-cost'))).toBeGreaterThanOrEqual(200);
  });

  test('an order with everything that became of it is one call', async () => {
    edge.core.on(`GET /v1/orders/${uuid(401)}`, () => ({ body: anOrder(1) }));
    const { data, errors } = await edge.graphql({
      query: `query($id: ID!) { order(id: $id) { id number state quoteId quoteNumber quoteVersion vat { minor } refunded { minor } poNumber note disputed
        lines { line keyId number kind years net { minor } gross { minor } state refusal { code } from to }
        payments { id state amount { minor } refunded { minor } dispute failure duplicate createdAt paidAt }
        documents { id kind number issuedOn gross { minor } } credits { id order { id number } key { id } cause refusal { code } amount { minor } state }
        refunds { id state amount { minor } reason requestedAt } } }`,
      variables: { id: ORDER },
    });
    expect(errors).toBeUndefined();
    expect(data?.['order']).toMatchObject({
      id: ORDER,
      quoteId: QUOTE,
      payments: [{ id: `payment_${uuid(501)}` }],
      documents: [{ id: `document_${uuid(701)}`, number: '17' }],
      credits: [{ id: `credit_${uuid(601)}`, order: { id: ORDER }, key: { id: `key_${uuid(1)}` } }],
      refunds: [{ id: `refund_${uuid(801)}` }],
    });
    expect(edge.core.calls).toEqual([`GET /v1/orders/${uuid(401)}`]);
  });

  test('orders, the document, credits, ledger, inbox, reminders and messages', async () => {
    edge.core.on('GET /v1/orders', () => ({ body: pageOf([anOrderEntry(1)]) }));
    edge.core.on(`GET /v1/documents/${uuid(701)}`, () => ({ body: aDocument() }));
    edge.core.on('GET /v1/credits', () => ({ body: pageOf([aCredit()]) }));
    const sums = { currency: 'EUR', received: 300, applied: 100, credit: 150, refunded: 50, difference: 0 };
    edge.core.on('GET /v1/ledger/check', () => ({ body: { currencies: [sums], unbalanced: 0, balanced: true } }));
    edge.core.on('GET /v1/inbox', () => ({ body: { items: [anInboxEvent()] } }));
    edge.core.on('GET /v1/reminders', () => ({ body: someReminders() }));
    edge.core.on('GET /v1/messages', () => ({ body: pageOf([aMessage()]) }));
    const { data, errors } = await edge.graphql({
      query: `query($document: ID!, $partner: ID) {
        orders(first: 5, filter: { state: [ATTENTION, PAID], keyId: "key_${uuid(1)}", disputed: true }) { nodes { id number } }
        document(id: $document) { id number orderId body }
        credits(first: 5, state: [OPEN, REFUNDING]) { nodes { id amount { minor } } }
        ledgerCheck { balanced unbalanced currencies { currency received applied credit refunded difference } }
        inbox(state: DEAD) { eventId type state attempts receivedAt note }
        reminders(partnerId: $partner) { windows setting { digest remindCustomers email } next { day window keys } }
        messages(first: 5, state: [FAILED]) { nodes { id kind to subject state attempts createdAt dueAt doneAt failure } } }`,
      variables: { document: `document_${uuid(701)}`, partner: `partner_${uuid(200)}` },
    });
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      orders: { nodes: [{ id: ORDER }] },
      document: { number: '17', orderId: ORDER, body: { legal: ['OM-11'] } },
      ledgerCheck: { balanced: true, currencies: [sums] },
      inbox: [anInboxEvent()],
      messages: { nodes: [{ id: `message_${uuid(901)}` }] },
    });
    const asked = (path: string) => Object.fromEntries(edge.core.asked.find((one) => one.path === path)?.query ?? []);
    expect(asked('/v1/orders')).toEqual({ first: '5', state: 'ATTENTION,PAID', keyId: uuid(1), disputed: 'true' });
    expect(asked('/v1/credits')).toEqual({ first: '5', state: 'OPEN,REFUNDING' });
    expect(asked('/v1/inbox')).toEqual({ state: 'DEAD' });
    expect(asked('/v1/reminders')).toEqual({ partnerId: uuid(200) });
    expect(asked('/v1/messages')).toEqual({ first: '5', state: 'FAILED' });
  });

  test('a key’s quotes and orders', async () => {
    edge.core.on('GET /v1/quotes', () => ({ body: pageOf([aQuoteEntry(1)]) }));
    edge.core.on('GET /v1/orders', () => ({ body: pageOf([anOrderEntry(1)]) }));
    const { data, errors } = await edge.graphql({
      query: `{ key(id: "key_${uuid(1)}") { quotes(first: 5) { nodes { id } } orders(first: 5) { nodes { id } } } }`,
    });
    expect(errors).toBeUndefined();
    expect(data).toEqual({ key: { quotes: { nodes: [{ id: QUOTE }] }, orders: { nodes: [{ id: ORDER }] } } });
    const asked = edge.core.asked.filter(({ path }) => path !== `/v1/keys/${uuid(1)}`);
    expect(asked.map(({ query }) => query.get('keyId'))).toEqual([uuid(1), uuid(1)]);
  });

  test('node finds them by their public ids, and nothing else by theirs', async () => {
    edge.core.on(`GET /v1/quotes/${uuid(301)}`, () => ({ body: aQuote(1) }));
    edge.core.on(`GET /v1/orders/${uuid(401)}`, () => ({ body: anOrder(1) }));
    edge.core.on(`GET /v1/documents/${uuid(701)}`, () => ({ body: aDocument() }));
    const query =
      'query($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Quote { email } ... on Order { note } } }';
    const ids = [
      QUOTE,
      ORDER,
      `document_${uuid(701)}`,
      `credit_${uuid(601)}`,
      `quote_${uuid(99)}`,
      `order_${uuid(301)}`,
    ];
    const { data, errors } = await edge.graphql({ query, variables: { ids } });
    expect(data).toEqual({
      nodes: [
        { __typename: 'Quote', id: QUOTE, email: 'acquisti@rossi.example' },
        { __typename: 'Order', id: ORDER, note: null },
        { __typename: 'Document', id: `document_${uuid(701)}` },
        null,
        null,
        null,
      ],
    });
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND']);
  });

  test.each([
    ['quote', 'quote', 'quotes'],
    ['order', 'order', 'orders'],
    ['document', 'document', 'documents'],
  ])('%s: an unknown id, another kind’s id and no id at all are answered alike', async (field, kind, list) => {
    const query = `query($id: ID!) { it: ${field}(id: $id) { id } }`;
    const answers = [];
    for (const id of [`${kind}_${uuid(99)}`, `key_${uuid(1)}`, 'none', '../keys']) {
      answers.push(await edge.graphql({ query, variables: { id } }));
    }
    for (const { data, errors } of answers) {
      expect(data).toEqual(answers[0]?.data);
      expect(errors).toEqual(answers[0]?.errors);
      expect(errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    }
    for (const call of edge.core.calls) expect(call).toMatch(new RegExp(`^GET /v1/${list}/[0-9a-f-]{36}$`));
  });

  test.each([
    ['details of quotes in a list', '{ quotes(first: 50) { nodes { note } } }'],
    ['details of orders in a list', '{ orders(first: 50) { nodes { payments { id } } } }'],
    ['quotes of keys of a list', '{ keys(first: 100) { nodes { quotes(first: 100) { nodes { id } } } } }'],
    ['versions of quotes of a list', '{ quotes(first: 100) { nodes { versions { changes { path } } } } }'],
  ])('%s cost too much', async (_, query) => {
    const { errors } = await edge.graphql({ query });
    expect(errors?.[0]?.extensions.code).toBe('COST_TOO_HIGH');
    expect(edge.core.calls).toEqual([]);
  });

  test('a whole quote page is affordable', async () => {
    edge.core.on(`GET /v1/quotes/${uuid(301)}`, () => ({ body: aQuote(1) }));
    const { headers, errors } = await edge.graphql({
      query: `query($id: ID!) { quote(id: $id) { id lines { ${LINE} } events { text } actions { name } } }`,
      variables: { id: QUOTE },
    });
    expect(errors).toBeUndefined();
    expect(Number(headers.get('tessera-cost'))).toBeLessThan(1_000);
  });
});

test.each(['quotes', 'orders'])('%s leave as CSV, with the filter as the core takes it', async (list) => {
  const cookie = await edge.signIn();
  edge.core.on(`GET /v1/${list}.csv`, () => ({ headers: { 'content-type': 'text/csv' }, body: 'number\r\n' }));
  const path = `/api/export/${list}.csv?state=SENT&keyId=key_${uuid(1)}`;
  const response = await edge.fetch(path, { headers: { cookie, 'sec-fetch-site': 'same-origin' } });
  expect([response.status, await response.text()]).toEqual([200, 'number\r\n']);
  const asked = edge.core.asked.find((one) => one.path === `/v1/${list}.csv`);
  expect(asked?.query.get('keyId')).toBe(uuid(1));
  expect(asked?.headers.authorization).not.toBe(BEARER.authorization);
});
