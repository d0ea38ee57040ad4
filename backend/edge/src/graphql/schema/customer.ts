import { connect, connectionOf } from './connection.js';
import { CustomerRef } from './customer-ref.js';
import { KeyConnection, keyPage } from './key.js';
import { Node, publicId } from './node.js';
import { PartnerRef } from './partner.js';

CustomerRef.implement({
  description: 'An end customer. Inside a key’s row only id and name are sure to be there.',
  interfaces: [Node],
  fields: (t) => ({
    id: t.id({ resolve: (customer) => publicId('customer', customer.id) }),
    name: t.exposeString('name'),
    email: t.exposeString('email', { nullable: true }),
    vatId: t.exposeString('vatId', { nullable: true }),
    country: t.exposeString('country', { nullable: true }),
    city: t.exposeString('city', { nullable: true }),
    language: t.exposeString('language', { nullable: true }),
    education: t.exposeBoolean('education'),
    partner: t.expose('partner', { type: PartnerRef, nullable: true }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    keys: t.field({
      type: KeyConnection,
      args: { first: t.arg.int({ required: true }), after: t.arg.string() },
      resolve: (customer, args, { core }, info) =>
        connect(args, core.keys(keyPage(args, info), { customerId: customer.id }, 'EXPIRY')),
    }),
  }),
});

export const CustomerConnection = connectionOf('Customer', CustomerRef, true);
