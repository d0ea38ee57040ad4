import type {
  AnnouncedRules,
  Certificate,
  CertificateCriterion,
  Criterion,
  Flip,
  LevelRules,
  LevelStep,
  NextReview,
  PartnerLevel,
  PointLine,
  Standing,
  WeighedLevel,
} from '../../../core/programme-types.js';
import { builder } from '../builder.js';
import { connectionOf } from '../connection.js';
import { publicId } from '../node.js';
import { OrderLinkRef } from '../orders/links.js';
import { LevelRuleChangeRef } from './rules.js';
import { ReviewOutcome } from './words.js';

export const PointCause = builder.enumType('PointCause', {
  values: {
    ORDER: { description: 'A paid order.' },
    REFUND: { description: 'Money that went back.' },
    REFUND_UNDONE: { description: 'A refund that had succeeded failed after all.' },
    CORRECTION: { description: 'An operator’s correction, with a reason.' },
    TURNOVER: { description: 'Turnover from before this ledger, imported.' },
  } as const,
});
const LevelCause = builder.enumType('LevelCause', {
  values: {
    TAKEN: { description: 'The level held when the history began.' },
    PROMOTION: { description: 'Reached, in force at once (PP-4).' },
    REVIEW: { description: 'Lost at a half-yearly review (PP-5).' },
    CORRECTION: { description: 'Given back by the correction of a published review.' },
  } as const,
});
const CriterionRef = builder.objectRef<Criterion>('Criterion').implement({
  description: 'What a level asks for, and what is there.',
  fields: (t) => ({
    required: t.expose('required', { type: 'Points' }),
    actual: t.expose('actual', { type: 'Points' }),
    missing: t.expose('missing', { type: 'Points' }),
    met: t.exposeBoolean('met'),
  }),
});
const CertificateCriterionRef = builder.objectRef<CertificateCriterion>('CertificateCriterion').implement({
  description: 'People who hold a certificate of a path, each counted once.',
  fields: (t) => ({
    path: t.exposeString('path'),
    required: t.exposeInt('required'),
    actual: t.exposeInt('actual'),
    missing: t.exposeInt('missing'),
    met: t.exposeBoolean('met'),
  }),
});
export const WeighedLevelRef = builder.objectRef<WeighedLevel>('WeighedLevel').implement({
  fields: (t) => ({
    code: t.exposeString('code'),
    name: t.exposeString('name'),
    discountPercent: t.exposeFloat('discountPercent', { description: 'Off the list price.' }),
    held: t.exposeBoolean('held', { description: 'In force now.' }),
    met: t.exposeBoolean('met', { description: 'All its own criteria are met.' }),
    points: t.expose('points', { type: CriterionRef }),
    certificates: t.expose('certificates', { type: [CertificateCriterionRef] }),
  }),
});
const LevelRulesRef = builder.objectRef<LevelRules>('LevelRules').implement({
  description: 'The version of the level rules that weighs today.',
  fields: (t) => ({
    version: t.exposeString('version'),
    rule: t.exposeString('rule'),
    effectiveFrom: t.expose('effectiveFrom', { type: 'Date' }),
    source: t.exposeString('source'),
    example: t.exposeBoolean('example', { description: 'Its figures are invented, for the tenant to replace.' }),
    note: t.exposeString('note', { nullable: true }),
  }),
});
const StandingRef = builder.objectRef<Standing>('Standing').implement({
  description: 'The trailing 12 months, today included: what is paid today counts at once (PP-4, PP-6).',
  fields: (t) => ({
    from: t.expose('from', { type: 'Date' }),
    to: t.expose('to', { type: 'Date' }),
    points: t.expose('points', { type: 'Points' }),
    held: t.exposeString('held', { nullable: true, description: 'Code of the level in force.' }),
    next: t.exposeString('next', { nullable: true, description: 'Code of the first level above; null at the top.' }),
    levels: t.expose('levels', { type: [WeighedLevelRef], description: 'From the lowest to the highest.' }),
  }),
});
export const CertificateFlipRef = builder.objectRef<Flip['certificates'][number]>('CertificateFlip').implement({
  fields: (t) => ({ path: t.exposeString('path'), people: t.exposeInt('people') }),
});
export const FlipRef = builder.objectRef<Flip>('Flip').implement({
  description: 'The least that would make a review come out the other way (PP-8); losses are negative.',
  fields: (t) => ({
    points: t.expose('points', { type: 'Points' }),
    certificates: t.expose('certificates', { type: [CertificateFlipRef] }),
    text: t.exposeString('text'),
  }),
});
export const NextReviewRef = builder.objectRef<NextReview>('NextReview').implement({
  description: 'What the next half-yearly review would come to if nothing more were sold.',
  fields: (t) => ({
    on: t.expose('on', { type: 'Date' }),
    from: t.expose('from', { type: 'Date' }),
    lastDay: t.expose('lastDay', { type: 'Date', description: 'The last day that counts for it.' }),
    points: t.expose('points', { type: 'Points', description: 'Of today’s, those that still count then.' }),
    leaving: t.expose('leaving', { type: 'Points', description: 'Of today’s, those that count no longer then.' }),
    outcome: t.expose('outcome', { type: ReviewOutcome }),
    levelAfter: t.exposeString('levelAfter', { nullable: true }),
    text: t.exposeString('text', { nullable: true }),
    flips: t.expose('flips', { type: [FlipRef] }),
  }),
});
export const CertificateRef = builder.objectRef<Certificate>('Certificate').implement({
  description: 'Belongs to a person and counts for the partner while the person works there (PP-2).',
  fields: (t) => ({
    person: t.exposeString('person'),
    path: t.exposeString('path'),
    from: t.expose('from', { type: 'Date' }),
    until: t.expose('until', { type: 'Date', nullable: true }),
    valid: t.exposeBoolean('valid', { description: 'Counts today.' }),
  }),
});
const LevelStepRef = builder.objectRef<LevelStep>('LevelStep').implement({
  description: 'A level the partner has held, from a day on.',
  fields: (t) => ({
    n: t.exposeInt('n'),
    on: t.expose('on', { type: 'Date' }),
    from: t.exposeString('from', { nullable: true }),
    level: t.exposeString('level'),
    name: t.exposeString('name', { description: 'As the rules of that day called it.' }),
    cause: t.expose('cause', { type: LevelCause }),
    text: t.exposeString('text'),
    points: t.expose('points', { type: 'Points', nullable: true, description: 'Of the window it was decided by.' }),
  }),
});
const AnnouncedRef = builder.objectRef<AnnouncedRules>('AnnouncedRules').implement({
  description: 'Level rules that are published and do not hold yet, and what they mean for this partner.',
  fields: (t) => ({
    version: t.exposeString('version'),
    effectiveFrom: t.expose('effectiveFrom', { type: 'Date' }),
    note: t.exposeString('note', { nullable: true }),
    discountNow: t.exposeFloat('discountNow', { nullable: true, description: 'Percent, of the level held.' }),
    discountThen: t.exposeFloat('discountThen', { nullable: true, description: 'Of the same level, then.' }),
    missing: t.expose('missing', { type: 'Points', description: 'To the level held, with the points of today.' }),
    changes: t.expose('changes', { type: [LevelRuleChangeRef] }),
    text: t.exposeString('text'),
  }),
});
export const PartnerLevelRef = builder.objectRef<PartnerLevel>('PartnerLevel').implement({
  description: 'Where a partner stands: what its level rests on, and what is missing to the next.',
  fields: (t) => ({
    partnerId: t.id({ resolve: (level) => publicId('partner', level.partnerId) }),
    partnerName: t.exposeString('partnerName'),
    today: t.expose('today', { type: 'Date' }),
    currency: t.exposeString('currency', { description: 'A point is a whole unit of it.' }),
    level: t.exposeString('level', { nullable: true }),
    rules: t.expose('rules', { type: LevelRulesRef, nullable: true }),
    standing: t.expose('standing', {
      type: StandingRef,
      nullable: true,
      description: 'null: the tenant has no levels.',
    }),
    nextReview: t.expose('nextReview', { type: NextReviewRef, nullable: true }),
    certificates: t.expose('certificates', { type: [CertificateRef] }),
    history: t.expose('history', { type: [LevelStepRef], description: 'Newest first.' }),
    announced: t.field({ type: AnnouncedRef, nullable: true, resolve: (level) => level.announced ?? null }),
  }),
});

const PointLineRef = builder.objectRef<PointLine>('PointLine').implement({
  description: 'One line of the ledger of points (PP-3): never changed, only added to.',
  fields: (t) => ({
    id: t.id({ resolve: (line) => publicId('point', line.id) }),
    countsOn: t.expose('countsOn', { type: 'Date', description: 'From this day on, for 12 months.' }),
    points: t.expose('points', { type: 'Points' }),
    counts: t.exposeBoolean('counts', { description: 'Within the window that counts today.' }),
    cause: t.expose('cause', { type: PointCause }),
    causeText: t.exposeString('causeText'),
    rule: t.exposeString('rule'),
    text: t.exposeString('text', { description: 'Why it is there.' }),
    order: t.expose('order', { type: OrderLinkRef, nullable: true }),
    at: t.expose('at', { type: 'DateTime' }),
    actor: t.exposeString('actor'),
  }),
});
export const PointConnection = connectionOf('PointLine', PointLineRef, true);
