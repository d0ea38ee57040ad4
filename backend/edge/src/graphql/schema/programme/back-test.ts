import type { BackTest, BackTestHalfYear, BackTestMove } from '../../../core/programme-types.js';
import { builder } from '../builder.js';
import { publicId } from '../node.js';
import { MoneyRef } from '../values.js';

const LevelMove = builder.enumType('LevelMove', {
  description: 'Where a partner would have stood under the draft.',
  values: ['SAME', 'HIGHER', 'LOWER'] as const,
});
const BackTestMoveRef = builder.objectRef<BackTestMove>('BackTestMove').implement({
  description: 'A partner that would have stood elsewhere.',
  fields: (t) => ({
    partnerId: t.id({ resolve: (one) => publicId('partner', one.partnerId) }),
    partnerName: t.exposeString('partnerName'),
    then: t.exposeString('then', { nullable: true, description: 'Its level under the rules of the time.' }),
    draft: t.exposeString('draft', { nullable: true, description: 'Its level under the draft.' }),
    move: t.expose('move', { type: LevelMove }),
    turnover: t.expose('turnover', { type: MoneyRef, description: 'Net, in the half-year after the review.' }),
    cost: t.expose('cost', { type: MoneyRef, description: 'Discounts given away more; negative: less.' }),
  }),
});
const BackTestHalfYearRef = builder.objectRef<BackTestHalfYear>('BackTestHalfYear').implement({
  fields: (t) => ({
    on: t.expose('on', { type: 'Date', description: 'The review that begins it.' }),
    through: t.expose('through', { type: 'Date', description: 'Its last day, or today.' }),
    partners: t.exposeInt('partners'),
    higher: t.exposeInt('higher', { description: 'Partners that would have stood higher after the review.' }),
    lower: t.exposeInt('lower'),
    turnover: t.expose('turnover', { type: MoneyRef }),
    cost: t.expose('cost', { type: MoneyRef }),
    moves: t.expose('moves', {
      type: [BackTestMoveRef],
      description: 'The costliest 100 of those that would have stood elsewhere; the file has all.',
    }),
  }),
});
const BackTestRef = builder.objectRef<BackTest>('BackTest').implement({
  description:
    'The draft of the level rules, tried on the past four half-years: each partner lived forward twice, under the rules of the time and under the draft. Nothing of it is kept.',
  fields: (t) => ({
    today: t.expose('today', { type: 'Date' }),
    begins: t.expose('begins', { type: 'Date', description: 'From here on both lives are lived.' }),
    draftVersion: t.exposeInt('draftVersion'),
    cost: t.expose('cost', {
      type: MoneyRef,
      description: 'What was sold, at list price, times the difference of both discounts, day by day.',
    }),
    halfYears: t.expose('halfYears', { type: [BackTestHalfYearRef], description: 'The oldest first.' }),
  }),
});

builder.queryFields((t) => ({
  backTest: t.field({ type: BackTestRef, resolve: (_, __, { core }) => core.backTest() }),
}));
