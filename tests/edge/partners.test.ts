import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { LevelRuleBook, Plan } from '../../backend/edge/src/core/programme-types.js';
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
const EUR = (minor: number) => ({ minor, currency: 'EUR' });
const PLAN: Plan = {
  partnerId: BRENTA,
  today: '2026-11-22',
  on: '2026-11-22',
  from: '2026-08-24',
  until: '2027-02-20',
  currency: 'EUR',
  held: 'SILVER',
  points: 17_400,
  earned: 2_600,
  goal: {
    code: 'GOLD',
    name: 'Gold',
    discountPercent: 30,
    points: 2_600,
    people: [{ path: 'advanced', people: 1 }],
  },
  keys: [
    {
      id: uuid(1),
      number: 'AAAA-BBBB-CCCC-DDDD',
      customerName: 'Officine Rossi',
      lastDay: '2026-12-04',
      net: { minor: 260_040, currency: 'EUR' },
      points: 2_600,
      chosen: true,
    },
  ],
  more: false,
  certify: ['advanced'],
  reaches: true,
  steps: [{ on: '2026-11-22', level: 'GOLD', name: 'Gold', discountPercent: 30 }],
  review: null,
};
const WITHDRAWN = { on: '2026-11-22', by: 'Giulia Ferri', reason: 'Too early' };
const RULES: LevelRuleBook = {
  today: '2026-11-22',
  currency: 'EUR',
  paths: ['advanced'],
  draftVersion: 3,
  draft: null,
  versions: [
    {
      version: 'levels-2026',
      effectiveFrom: '2026-01-01',
      until: null,
      state: 'IN_FORCE',
      source: 'example',
      example: true,
      note: null,
      rows: [
        {
          code: 'GOLD',
          name: 'Gold',
          points: 20_000,
          discountPercent: 27.5,
          certificates: [{ path: 'advanced', people: 1 }],
          benefits: ['Demo phones'],
          nfrKeys: 2,
        },
      ],
      changes: [],
      withdrawal: null,
    },
  ],
};

describe('a plan', () => {
  const query = `query($id: ID!, $keys: [ID!], $certify: [String!], $on: Date) { plan(partnerId: $id, keys: $keys, certify: $certify, on: $on) {
    partnerId on points earned goal { code points people { path people } } keys { id number customerName lastDay net { minor currency } points chosen }
    more certify reaches steps { on level name discountPercent } review { on } } }`;

  test('without a choice is the core’s suggestion', async () => {
    edge.core.on(`GET /v1/partners/${BRENTA}/plan`, () => ({ body: PLAN }));
    const { data, errors } = await edge.graphql({ query, variables: { id: PARTNER } });
    expect(errors).toBeUndefined();
    expect(data?.['plan']).toMatchObject({ partnerId: PARTNER, keys: [{ id: `key_${uuid(1)}`, points: 2_600 }] });
    expect(Object.fromEntries(edge.core.asked[0]?.query ?? [])).toEqual({ suggest: 'true' });
  });

  test('of one’s own is asked with bare ids, and none chosen is not a suggestion', async () => {
    edge.core.on(`GET /v1/partners/${BRENTA}/plan`, () => ({ body: PLAN }));
    await edge.graphql({
      query,
      variables: { id: PARTNER, keys: [`key_${uuid(1)}`], certify: ['advanced'], on: '2026-12-01' },
    });
    await edge.graphql({ query, variables: { id: PARTNER, keys: [], certify: [] } });
    expect(edge.core.asked.map((one) => Object.fromEntries(one.query))).toEqual([
      { keys: uuid(1), certify: 'advanced', on: '2026-12-01' },
      { keys: '', certify: '' },
    ]);
  });
});

describe('level rules', () => {
  test('are one call', async () => {
    edge.core.on('GET /v1/level-rules', () => ({ body: RULES }));
    const { data, errors } = await edge.graphql({
      query: `{ levelRules { today currency paths draftVersion draft { note } versions { version effectiveFrom until state source example note
        rows { code name points discountPercent certificates { path people } benefits nfrKeys } changes { level } withdrawal { on by reason } } } }`,
    });
    expect(errors).toBeUndefined();
    expect(data?.['levelRules']).toEqual(RULES);
  });

  test('are saved as the core takes them', async () => {
    edge.core.on('POST /v1/level-rules/save', () => ({ body: RULES }));
    const { rows } = RULES.versions[0] ?? { rows: [] };
    const input = { expectedVersion: 3, effectiveFrom: '2027-01-01', note: null, rows, idempotencyKey: 'once' };
    const { data, errors } = await edge.graphql({
      query: `mutation($input: SaveLevelRulesInput!) { done: saveLevelRules(input: $input) { rules { draftVersion } errors { code } } }`,
      variables: { input },
    });
    expect(errors).toBeUndefined();
    expect(data?.['done']).toEqual({ rules: { draftVersion: 3 }, errors: [] });
    const { idempotencyKey, ...body } = input;
    expect(JSON.parse(edge.core.asked[0]?.body ?? '')).toEqual(body);
    expect(edge.core.asked[0]?.headers['idempotency-key']).toBe(idempotencyKey);
  });

  test('announced ones are withdrawn by their name, with the reason', async () => {
    const on = { ...RULES, versions: RULES.versions.map((one) => ({ ...one, withdrawal: WITHDRAWN })) };
    edge.core.on('POST /v1/level-rules/withdraw', () => ({ body: on }));
    const input = { version: 'levels-2027-01-01', reason: 'Too early', idempotencyKey: 'once' };
    const { data, errors } = await edge.graphql({
      query: `mutation($input: WithdrawLevelRulesInput!) { done: withdrawLevelRules(input: $input) { rules { versions { withdrawal { on by reason } } } errors { code } } }`,
      variables: { input },
    });
    expect(errors).toBeUndefined();
    expect(data?.['done']).toEqual({ rules: { versions: [{ withdrawal: WITHDRAWN }] }, errors: [] });
    expect(JSON.parse(edge.core.asked[0]?.body ?? '')).toEqual({ version: 'levels-2027-01-01', reason: 'Too early' });
  });

  test.each(['publish', 'discard'])('%s refused is data, with the version that is there', async (verb) => {
    edge.core.on(`POST /v1/level-rules/${verb}`, () => problem(409, 'VERSION_CONFLICT', { facts: { version: '4' } }));
    const { data, errors } = await edge.graphql({
      query: `mutation($input: ${verb === 'publish' ? 'Publish' : 'Discard'}LevelRulesInput!) { done: ${verb}LevelRules(input: $input) { rules { draftVersion } errors { code facts } } }`,
      variables: { input: { expectedVersion: 3 } },
    });
    expect(errors).toBeUndefined();
    expect(data?.['done']).toMatchObject({
      rules: null,
      errors: [{ code: 'VERSION_CONFLICT', facts: { version: '4' } }],
    });
  });
});

describe('a back-test', () => {
  const MOVE = {
    partnerId: BRENTA,
    partnerName: 'Brenta',
    then: 'Bronze',
    draft: null,
    move: 'LOWER',
    turnover: EUR(500),
    cost: EUR(-25),
  };
  const HALF = {
    on: '2026-07-01',
    through: '2026-11-22',
    partners: 5,
    higher: 0,
    lower: 1,
    turnover: EUR(900),
    cost: EUR(-25),
    moves: [MOVE],
  };
  const TRIED = { today: '2026-11-22', begins: '2024-07-01', draftVersion: 3, cost: EUR(-25), halfYears: [HALF] };

  test('is one call, with public ids', async () => {
    edge.core.on('GET /v1/level-rules/back-test', () => ({ body: TRIED }));
    const { data, errors } = await edge.graphql({
      query: `{ backTest { today begins draftVersion cost { minor currency } halfYears { on through partners higher lower turnover { minor currency }
        cost { minor currency } moves { partnerId partnerName then draft move turnover { minor currency } cost { minor currency } } } } }`,
    });
    expect(errors).toBeUndefined();
    expect(data?.['backTest']).toEqual({
      ...TRIED,
      halfYears: [{ ...HALF, moves: [{ ...MOVE, partnerId: PARTNER }] }],
    });
    expect(edge.core.asked).toHaveLength(1);
  });

  test('without a draft is refused by code', async () => {
    edge.core.on('GET /v1/level-rules/back-test', () => problem(422, 'LEVEL_DRAFT_MISSING'));
    const { errors } = await edge.graphql({ query: '{ backTest { today } }' });
    expect(errors?.[0]?.extensions['code']).toBe('LEVEL_DRAFT_MISSING');
  });

  test('is saved as a file by the core', async () => {
    edge.core.on('GET /v1/level-rules/back-test.csv', () => ({
      headers: { 'content-type': 'text/csv' },
      body: 'review\r\n',
    }));
    const cookie = await edge.signIn();
    const answer = await edge.fetch('/api/export/level-rules/back-test.csv', {
      headers: { cookie, 'sec-fetch-site': 'same-origin' },
    });
    expect([answer.status, await answer.text()]).toEqual([200, 'review\r\n']);
    expect(
      (await edge.fetch('/api/export/level-rules.csv', { headers: { cookie, 'sec-fetch-site': 'same-origin' } }))
        .status,
    ).toBe(404);
  });
});

describe('partners', () => {
  test('are filtered and ordered by the core; where they stand is asked only when it is read', async () => {
    edge.core.on('GET /v1/partners', () => ({
      body: pageOf([{ id: BRENTA, name: 'Brenta', points: 5, outlook: 'KEEPS' }]),
    }));
    const ask = (fields: string) =>
      edge.graphql({
        query: `query($level: [String!], $sort: PartnerSort) { partners(first: 5, search: "bre", level: $level, country: ["IT"], sort: $sort) { nodes { id ${fields} } } }`,
        variables: { level: ['Gold', 'Silver'], sort: 'POINTS_DESC' },
      });
    const { data, errors } = await ask('points outlook');
    expect(errors).toBeUndefined();
    expect(data?.['partners']).toEqual({ nodes: [{ id: PARTNER, points: 5, outlook: 'KEEPS' }] });
    await ask('name');
    const asked = edge.core.asked.map((one) => Object.fromEntries(one.query));
    expect(asked[0]).toMatchObject({
      search: 'bre',
      level: 'Gold,Silver',
      country: 'IT',
      sort: '-POINTS',
      standing: 'true',
    });
    expect(asked[1]).not.toHaveProperty('standing');
  });

  test('are viewed by a header that goes on to the core, bare', async () => {
    edge.core.on(`POST /v1/partners/${BRENTA}/view-as`, () => ({
      body: { id: uuid(7), partnerId: BRENTA, partnerName: 'Brenta', until: '2026-11-22T10:00:00Z' },
    }));
    const { data } = await edge.graphql({
      query: `mutation($input: ViewAsPartnerInput!) { done: viewAsPartner(input: $input) { viewing { id partnerId partnerName until } errors { code } } }`,
      variables: { input: { id: PARTNER } },
    });
    expect(data?.['done']).toMatchObject({ viewing: { id: `viewing_${uuid(7)}`, partnerId: PARTNER }, errors: [] });
    edge.core.on('GET /v1/level-rules', () => ({ body: RULES }));
    const bearer = { 'content-type': 'application/json', authorization: 'Bearer x' };
    for (const name of [`viewing_${uuid(7)}`, 'whatever'])
      await edge.graphql({ query: '{ levelRules { today } }' }, { ...bearer, 'tessera-viewing': name });
    const [, named, made] = edge.core.asked.map((one) => one.headers['tessera-viewing']);
    expect(named).toBe(uuid(7));
    expect(made).toMatch(/^0{8}-/);
  });
});
