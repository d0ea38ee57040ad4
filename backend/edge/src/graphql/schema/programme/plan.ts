import { bareId } from '../../../core/ids.js';
import type { Plan, PlanGoal, PlanKey, PlanStep } from '../../../core/programme-types.js';
import { builder } from '../builder.js';
import { publicId } from '../node.js';
import { MoneyRef } from '../values.js';
import { CertificateFlipRef, NextReviewRef } from './level.js';

const PlanKeyRef = builder.objectRef<PlanKey>('PlanKey').implement({
  description: 'A key that can be renewed, and what that would earn.',
  fields: (t) => ({
    id: t.id({ resolve: (key) => publicId('key', key.id) }),
    number: t.exposeString('number'),
    customerName: t.exposeString('customerName'),
    lastDay: t.expose('lastDay', { type: 'Date' }),
    net: t.expose('net', { type: MoneyRef, description: 'For a year, at the partner’s price of today.' }),
    points: t.expose('points', { type: 'Points' }),
    chosen: t.exposeBoolean('chosen'),
  }),
});
const PlanGoalRef = builder.objectRef<PlanGoal>('PlanGoal').implement({
  description: 'The first level above the one held, and what is missing to it on the day of the plan.',
  fields: (t) => ({
    code: t.exposeString('code'),
    name: t.exposeString('name'),
    discountPercent: t.exposeFloat('discountPercent'),
    points: t.expose('points', { type: 'Points' }),
    people: t.expose('people', { type: [CertificateFlipRef] }),
  }),
});
const PlanStepRef = builder.objectRef<PlanStep>('PlanStep').implement({
  description: 'A level the plan reaches, and the day.',
  fields: (t) => ({
    on: t.expose('on', { type: 'Date' }),
    level: t.exposeString('level'),
    name: t.exposeString('name'),
    discountPercent: t.exposeFloat('discountPercent'),
  }),
});
const PlanRef = builder.objectRef<Plan>('Plan').implement({
  description:
    'What renewing the chosen keys and certifying people on a day would come to (PP-9). Nothing of it is kept.',
  fields: (t) => ({
    partnerId: t.id({ resolve: (plan) => publicId('partner', plan.partnerId) }),
    today: t.expose('today', { type: 'Date' }),
    on: t.expose('on', { type: 'Date' }),
    from: t.expose('from', { type: 'Date', description: 'Keys listed end from this day' }),
    until: t.expose('until', { type: 'Date', description: 'to this one.' }),
    currency: t.exposeString('currency'),
    held: t.exposeString('held', { nullable: true }),
    points: t.expose('points', { type: 'Points', description: 'That count on the day of the plan, without it.' }),
    earned: t.expose('earned', { type: 'Points', description: 'By the chosen keys.' }),
    goal: t.expose('goal', { type: PlanGoalRef, nullable: true }),
    keys: t.expose('keys', { type: [PlanKeyRef] }),
    more: t.exposeBoolean('more', { description: 'There are more keys than are listed.' }),
    certify: t.exposeStringList('certify', { description: 'Paths on which one more person each is certified.' }),
    reaches: t.exposeBoolean('reaches', { description: 'A higher level.' }),
    steps: t.expose('steps', { type: [PlanStepRef] }),
    review: t.expose('review', { type: NextReviewRef, nullable: true }),
  }),
});

builder.queryFields((t) => ({
  plan: t.field({
    type: PlanRef,
    nullable: true,
    description: 'Partners read their own. Without keys and certify the fewest renewals that reach the next level.',
    args: {
      partnerId: t.arg.id({ required: true }),
      keys: t.arg.idList({ description: 'At most 100.' }),
      certify: t.arg.stringList({ description: 'A path for each person.' }),
      on: t.arg({ type: 'Date' }),
    },
    resolve: (_, { partnerId, keys, certify, on }, { core }) =>
      core.plan(bareId('partner', partnerId), {
        suggest: keys == null && certify == null ? true : null,
        keys: keys?.map((key) => bareId('key', key)),
        certify,
        on,
      }),
  }),
}));
