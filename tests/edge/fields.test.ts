import { isLeafType, isObjectType, getNamedType, type GraphQLObjectType } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DETAIL_FIELDS } from '../../backend/edge/src/graphql/schema/key-detail.js';
import { schema } from '../../backend/edge/src/graphql/schema/index.js';
import { Harness } from './support/harness.js';
import { aKey, pageOf, uuid } from './support/world.js';

let edge: Harness;
beforeAll(async () => {
  edge = await Harness.start();
});
afterAll(() => edge.stop());
beforeEach(() => {
  edge.core.forget();
  edge.core.on('GET /v1/keys', ({ query }) => {
    const fields = query.get('fields')?.split(',');
    const items = [aKey(1), aKey(2)].map((key) => (fields === undefined ? key : cut(key, fields, '')));
    return { body: pageOf(items) };
  });
});

/** What the core sends of a key where only these fields are asked for. */
function cut(value: object, fields: readonly string[], before: string): unknown {
  const kept = Object.entries(value).flatMap(([name, inner]: [string, unknown]) => {
    const path = before + name;
    if (fields.includes(path)) return [[name, inner] as const];
    if (!fields.some((field) => field.startsWith(`${path}.`))) return [];
    return [[name, typeof inner === 'object' && inner !== null ? cut(inner, fields, `${path}.`) : inner] as const];
  });
  return Object.fromEntries(kept);
}

const asked = (): string | null | undefined => edge.core.asked.at(-1)?.query.get('fields');
const keys = (selection: string): { query: string } => ({ query: `{ keys(first: 2) { ${selection} } }` });

describe('a list of keys is asked for what the document reads of it', () => {
  test.each([
    ['nodes { id }', 'id'],
    ['nodes { __typename }', 'id'],
    ['pageInfo { hasNextPage }', 'id'],
    ['nodes { version number number }', 'id,number,version'],
    ['nodes { no: number customer { who: name } }', 'id,number,customer.id,customer.name'],
    ['edges { node { size effective { size free } } }', 'id,size,effective.size,effective.free'],
    ['nodes { customer { __typename } partner { keys } }', 'id,customer.id,partner.id'],
    ['nodes { effective { __typename } }', 'id,effective'],
    ['nodes { customer { partner { name } } }', 'id,customer.id'],
    ['nodes { ... on Node { id } ...F } } } fragment F on Key { fqdn ... on Key { over', 'id,over,fqdn'],
    ['nodes { customer { keys(first: 1) { nodes { size } } } }', 'id,customer.id'],
    [
      'nodes { renewalPrice { currency } } edges { node { renewalPrice { minor } } }',
      'id,renewalPrice.minor,renewalPrice.currency',
    ],
  ])('%s', async (selection, fields) => {
    await edge.graphql(keys(selection));
    expect(edge.core.asked[0]?.query.get('fields')).toBe(fields);
  });

  test('for the total only where it is read', async () => {
    await edge.graphql(keys('nodes { id }'));
    expect(edge.core.asked[0]?.query.get('count')).toBe('false');
    await edge.graphql(keys('nodes { id } total { count }'));
    expect(edge.core.asked[1]?.query.get('count')).toBeNull();
  });

  test('each document for its own, compiled or not', async () => {
    for (let time = 0; time < 5; time += 1) {
      await edge.graphql(keys('nodes { size }'));
      expect(asked()).toBe('id,size');
      await edge.graphql({ query: '{ a: keys(first: 1) { nodes { kind } } b: keys(first: 2) { nodes { fqdn } } }' });
      const both = edge.core.asked.slice(-2).map(({ query }) => query.get('fields'));
      expect(both.sort()).toEqual(['id,fqdn', 'id,kind']);
    }
  });

  test('a customer’s keys too', async () => {
    edge.core.on(`GET /v1/customers/${uuid(101)}`, () => ({ body: aKey(1).customer }));
    const query = `{ customer(id: "customer_${uuid(101)}") { keys(first: 1) { nodes { number } } } }`;
    expect((await edge.graphql({ query })).errors).toBeUndefined();
    expect(Object.fromEntries(edge.core.asked.at(-1)?.query ?? [])).toEqual({
      first: '1',
      customerId: uuid(101),
      sort: 'EXPIRY',
      count: 'false',
      fields: 'id,number',
    });
  });
});

describe('and what was asked for is enough', () => {
  const apart: ReadonlySet<string> = new Set([...DETAIL_FIELDS, 'events', 'explanation', 'quotes', 'orders']);
  const selections = (type: GraphQLObjectType): string[] =>
    Object.values(type.getFields()).flatMap((field) => {
      const inner = getNamedType(field.type);
      if (isLeafType(inner)) return [field.name];
      if (!isObjectType(inner) || field.args.length > 0) return [];
      return leaves(inner).map((one) => `${field.name} { ${one} }`);
    });
  const leaves = (type: GraphQLObjectType): string[] =>
    Object.values(type.getFields())
      .filter((field) => isLeafType(getNamedType(field.type)))
      .map((field) => field.name);
  const Key = schema.getType('Key') as GraphQLObjectType;
  const all = selections(Key).filter((selection) => !apart.has(selection.split(' ')[0] ?? ''));

  test('each field by itself is what it is among all of them', async () => {
    expect(all.length).toBeGreaterThan(40);
    const named = all.map((selection, index) => selection.replace(/^(\w+)/, `f${String(index)}: $1`)).join(' ');
    const whole = await edge.graphql(keys(`nodes { ${named} }`));
    expect(whole.errors).toBeUndefined();
    const rows = (whole.data?.['keys'] as { nodes: Record<string, unknown>[] }).nodes;
    for (const [index, selection] of all.entries()) {
      const { data, errors } = await edge.graphql(keys(`nodes { f${String(index)}: ${selection} }`));
      expect([selection, errors]).toEqual([selection, undefined]);
      const name = `f${String(index)}`;
      const row = (data?.['keys'] as { nodes: Record<string, unknown>[] }).nodes[0];
      expect([selection, row]).toEqual([selection, { [name]: rows[0]?.[name] }]);
    }
  });

  test('details are read of the key itself', async () => {
    const { data, errors } = await edge.graphql(keys('nodes { timeline { from } }'));
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ keys: { nodes: [{ timeline: [{ from: '2026-01-01' }] }, {}] } });
    expect(edge.core.asked[0]?.query.get('fields')).toBe('id');
  });
});
