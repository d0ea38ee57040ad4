import type { Partner } from '../../core/types.js';
import { builder } from './builder.js';
import { connectionOf } from './connection.js';
import { Node, publicId } from './node.js';

export const PartnerRef = builder.objectRef<Partner>('Partner').implement({
  description: 'A reseller that looks after keys.',
  interfaces: [Node],
  fields: (t) => ({
    id: t.id({ resolve: (partner) => publicId('partner', partner.id) }),
    name: t.exposeString('name'),
    country: t.exposeString('country', { nullable: true }),
    city: t.exposeString('city', { nullable: true }),
    language: t.exposeString('language', { nullable: true }),
    level: t.exposeString('level', { nullable: true }),
    vatId: t.exposeString('vatId', { nullable: true }),
    keys: t.exposeInt('keys', { nullable: true, description: 'How many keys it looks after.' }),
  }),
});

export const PartnerConnection = connectionOf('Partner', PartnerRef, true);
