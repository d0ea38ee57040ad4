import type { Partner } from '../../core/types.js';
import { builder } from './builder.js';
import { connectionOf } from './connection.js';
import { Node, publicId } from './node.js';
import { ReviewOutcome } from './programme/words.js';

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
    suspended: t.exposeBoolean('suspended', { nullable: true, description: 'Its people are kept out (PP-1).' }),
    keys: t.exposeInt('keys', { nullable: true, description: 'How many keys it looks after.' }),
    points: t.expose('points', { type: 'Points', nullable: true, description: 'That count today.' }),
    outlook: t.expose('outlook', {
      type: ReviewOutcome,
      nullable: true,
      description: 'What the next review would come to if nothing more were sold.',
    }),
    people: t.exposeInt('people', { nullable: true, description: 'Who works there; of one partner, read by its id.' }),
    since: t.expose('since', { type: 'DateTime', nullable: true, description: 'As people.' }),
  }),
});

export const PartnerConnection = connectionOf('Partner', PartnerRef, true);

export const PartnerState = builder.enumType('PartnerState', { values: ['ACTIVE', 'SUSPENDED'] as const });

export const PartnerSort = builder.enumType('PartnerSort', {
  values: ['NAME', 'NAME_DESC', 'LEVEL', 'LEVEL_DESC', 'KEYS', 'KEYS_DESC', 'POINTS', 'POINTS_DESC'] as const,
});
