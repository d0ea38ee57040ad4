import { createRequire } from 'node:module';
import { join } from 'node:path';
import { page } from './rows.mjs';

// Bare Mercurius with JIT: the same part of the schema, the rows in memory, nothing else.
const require = createRequire(join(import.meta.dirname, '../../../backend/edge/package.json'));
const app = require('fastify')();
const schema = `
  type Customer { id: ID! name: String! }
  type Partner { id: ID! name: String! }
  type Total { count: Int! atLeast: Boolean! }
  type PageInfo { endCursor: String hasNextPage: Boolean! }
  type Key {
    id: ID! number: String! kind: String! edition: String! size: Int! status: String! lastDay: String
    extensionsCounted: Int maxExtensions: Int over: Boolean! customer: Customer! partner: Partner
  }
  type KeyConnection { nodes: [Key!]! pageInfo: PageInfo! total: Total! }
  type Query { keys(first: Int!): KeyConnection! }`;
const { items, ...rest } = page();
const nodes = items.map((key) => ({
  ...key,
  id: `key_${key.id}`,
  customer: { ...key.customer, id: `customer_${key.customer.id}` },
  partner: { ...key.partner, id: `partner_${key.partner.id}` },
}));
const connection = { nodes, pageInfo: rest, total: rest.total };
app.register(require('mercurius'), { schema, jit: 1, resolvers: { Query: { keys: () => connection } } });
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
process.on('message', () => process.send(process.cpuUsage()));
process.send('ready');
