import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { NO_ID } from '../../backend/edge/src/core/ids.js';
import type { PartnerLevel, PointLine } from '../../backend/edge/src/core/programme-types.js';
import { Harness } from './support/harness.js';
import { problem } from './support/stub-core.js';
import { pageOf, uuid } from './support/world.js';

let edge: Harness;
beforeAll(async () => {
  edge = await Harness.start();
});
afterAll(() => edge.stop());
beforeEach(() => {
  edge.core.forget();
});

const BRENTA = uuid(200);
const PARTNER = `partner_${BRENTA}`;

const LEVEL: PartnerLevel = {
  partnerId: BRENTA,
  partnerName: 'Brenta Telefonia Srl',
  today: '2026-11-22',
  currency: 'EUR',
  level: 'Silver',
  rules: {
    version: 'levels-2026',
    rule: 'PP-6',
    effectiveFrom: '2026-01-01',
    source: 'example',
    example: true,
    note: null,
  },
  standing: {
    from: '2025-11-23',
    to: '2026-11-22',
    points: 3_000_000_000,
    held: 'SILVER',
    next: 'GOLD',
    levels: [
      {
        code: 'GOLD',
        name: 'Gold',
        discountPercent: 30.5,
        held: false,
        met: false,
        points: { required: 20_000, actual: 17_400, missing: 2_600, met: false },
        certificates: [{ path: 'advanced', required: 1, actual: 1, missing: 0, met: true }],
      },
    ],
  },
  nextReview: {
    on: '2027-01-01',
    from: '2026-01-01',
    lastDay: '2026-12-31',
    points: 16_000,
    leaving: 1_400,
    outcome: 'KEEPS',
    levelAfter: 'SILVER',
    text: 'As things stand, Silver is kept.',
    flips: [{ points: -11_001, certificates: [{ path: 'intermediate', people: -1 }], text: 'less' }],
  },
  certificates: [{ person: 'Davide', path: 'advanced', from: '2026-01-01', until: null, valid: true }],
  history: [
    {
      n: 1,
      on: '2026-05-01',
      from: 'BRONZE',
      level: 'SILVER',
      name: 'Silver',
      cause: 'PROMOTION',
      text: 'Reached',
      points: 5_010,
    },
  ],
  announced: {
    version: 'levels-2027-01-01',
    effectiveFrom: '2027-01-01',
    note: 'More for Silver',
    discountNow: 25,
    discountThen: 27.5,
    missing: 0,
    changes: [{ level: 'SILVER', name: 'Silver', part: 'DISCOUNT', path: null, from: '25', to: '27.5' }],
    text: 'Other rules hold then.',
  },
};
const LINE: PointLine = {
  id: uuid(950),
  countsOn: '2026-11-01',
  points: -40,
  counts: true,
  cause: 'REFUND',
  causeText: 'Refund',
  rule: 'PP-3',
  text: 'Order O-1: €40 went back',
  order: { id: uuid(401), number: 'O-1' },
  at: '2026-11-01T08:00:00Z',
  actor: 'Stripe',
};
const ALL = `partnerId partnerName today currency level rules { version rule effectiveFrom source example note }
  standing { from to points held next levels { code name discountPercent held met points { required actual missing met } certificates { path required actual missing met } } }
  nextReview { on from lastDay points leaving outcome levelAfter text flips { points certificates { path people } text } }
  certificates { person path from until valid } history { n on from level name cause text points }
  announced { version effectiveFrom note discountNow discountThen missing changes { level name part path from to } text }`;

describe('the programme', () => {
  test('a level with everything it says is one call', async () => {
    edge.core.on(`GET /v1/partners/${BRENTA}/level`, () => ({ body: LEVEL }));
    const { data, errors } = await edge.graphql({
      query: `query($id: ID!) { level(partnerId: $id) { ${ALL} } }`,
      variables: { id: PARTNER },
    });
    expect(errors).toBeUndefined();
    expect(data?.['level']).toEqual({ ...LEVEL, partnerId: PARTNER });
    expect(edge.core.calls).toEqual([`GET /v1/partners/${BRENTA}/level`]);
  });

  test('a programme without levels says so by null', async () => {
    edge.core.on(`GET /v1/partners/${BRENTA}/level`, () => ({
      body: { ...LEVEL, level: null, rules: null, standing: null, nextReview: null },
    }));
    const { data, errors } = await edge.graphql({
      query: `query($id: ID!) { level(partnerId: $id) { level rules { version } standing { points } nextReview { on } } }`,
      variables: { id: PARTNER },
    });
    expect(errors).toBeUndefined();
    expect(data?.['level']).toEqual({ level: null, rules: null, standing: null, nextReview: null });
  });

  test('the ledger is a page, its order a link', async () => {
    edge.core.on(`GET /v1/partners/${BRENTA}/points`, () => ({ body: pageOf([LINE, { ...LINE, order: null }]) }));
    const { data, errors } = await edge.graphql({
      query: `query($id: ID!) { points(partnerId: $id, first: 20, after: "x") { nodes { id countsOn points counts cause causeText rule text
        order { id number } at actor } pageInfo { endCursor hasNextPage } total { count } } }`,
      variables: { id: PARTNER },
    });
    expect(errors).toBeUndefined();
    expect(data?.['points']).toMatchObject({
      nodes: [{ id: `point_${uuid(950)}`, points: -40, order: { id: `order_${uuid(401)}` } }, { order: null }],
      total: { count: 2 },
    });
    expect(Object.fromEntries(edge.core.asked[0]?.query ?? [])).toEqual({ first: '20', after: 'x' });
  });

  test.each([`partner_${BRENTA.slice(1)}`, `key_${BRENTA}`, BRENTA, '../../me'])(
    'an id that names no partner (%s) is asked as nobody’s',
    async (id) => {
      await edge.graphql({ query: 'query($id: ID!) { level(partnerId: $id) { level } }', variables: { id } });
      expect(edge.core.calls).toEqual([`GET /v1/partners/${NO_ID}/level`]);
    },
  );
});

describe('correcting points', () => {
  const query = `mutation($input: CorrectPointsInput!) { done: correctPoints(input: $input) {
    level { level standing { points } } errors { code field message rule } clientMutationId } }`;
  const input = { id: PARTNER, points: -40, countsOn: '2026-11-01', reason: 'counted twice' };

  test('is one call with the body as the core takes it', async () => {
    edge.core.on(`POST /v1/partners/${BRENTA}/points/correct`, () => ({ body: LEVEL }));
    const { data, errors } = await edge.graphql({
      query,
      variables: { input: { ...input, idempotencyKey: 'once', clientMutationId: 'mine' } },
    });
    expect(errors).toBeUndefined();
    expect(data?.['done']).toEqual({
      level: { level: 'Silver', standing: { points: 3_000_000_000 } },
      errors: [],
      clientMutationId: 'mine',
    });
    expect(JSON.parse(edge.core.asked[0]?.body ?? '')).toEqual({
      points: -40,
      countsOn: '2026-11-01',
      reason: 'counted twice',
      dryRun: false,
    });
    expect(edge.core.asked[0]?.headers['idempotency-key']).toBe('once');
  });

  test('a refusal is data, field by field', async () => {
    const fields = [{ field: 'points', code: 'POINTS_OUT_OF_RANGE', message: 'too many' }];
    edge.core.on(`POST /v1/partners/${BRENTA}/points/correct`, () =>
      problem(422, 'POINTS_OUT_OF_RANGE', { rule: 'PP-3', fields }),
    );
    const { data, errors } = await edge.graphql({ query, variables: { input } });
    expect(errors).toBeUndefined();
    expect(data?.['done']).toMatchObject({
      level: null,
      errors: [{ code: 'POINTS_OUT_OF_RANGE', field: 'points', rule: 'PP-3' }],
    });
  });

  test('nobody is asked on behalf of nobody', async () => {
    const { errors } = await edge.graphql({ query, variables: { input } }, { 'content-type': 'application/json' });
    expect(errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    expect(edge.core.calls).toEqual([]);
  });

  test.each([1.5, '40', 3_000_000_000])('%j points are refused here', async (points) => {
    const { errors } = await edge.graphql({ query, variables: { input: { ...input, points } } });
    expect(errors).toHaveLength(1);
    expect(edge.core.calls).toEqual([]);
  });
});
