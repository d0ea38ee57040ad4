import type {
  KeyReview,
  Review,
  ReviewAction,
  ReviewCheck,
  ReviewCorrection,
  ReviewCounts,
  ReviewLate,
  ReviewLine,
  ReviewRecord,
  ReviewResult,
} from '../../../core/programme-types.js';
import { builder } from '../builder.js';
import { connectionOf } from '../connection.js';
import { Edition, KeyKind, KeyStatus } from '../enums.js';
import { Node, publicId } from '../node.js';
import { OrderLinkRef } from '../orders/links.js';
import { spokenRefusal, UserError } from '../refusal.js';
import { CertificateRef, FlipRef, PointCause, WeighedLevelRef } from './level.js';
import { ReviewOutcome } from './words.js';

const ReviewState = builder.enumType('ReviewState', {
  values: {
    SNAPSHOT: { description: 'What is to be weighed is set down, as of one moment.' },
    WEIGHING: { description: 'Partners are weighed.' },
    KEYS: { description: 'What each key is and gave is set down.' },
    COMPARED: { description: 'Weighed; people look and decide. A dry run ends here.' },
    APPROVED: { description: 'Approved; nothing has happened yet.' },
    PUBLISHING: { description: 'Levels and notices take effect, mails go out.' },
    PUBLISHED: { description: 'In effect; it never changes.' },
    STOPPED: { description: 'By an operator; it can go on.' },
    FAILED: { description: 'For a reason of ours; it can go on.' },
    CANCELLED: { description: 'Given up before anything took effect.' },
  } as const,
});
const ReviewEffect = builder.enumType('ReviewEffect', {
  values: {
    APPLIED: { description: 'As it was weighed.' },
    OVERTAKEN: { description: 'What the partner reached since the snapshot weighs more (PP-4).' },
    EXEMPTED: { description: 'An operator excepted the partner, with a reason.' },
  } as const,
});
const ReviewMark = builder.enumType('ReviewMark', {
  description: 'Why somebody should look at a result.',
  values: ['LOSES_LEVEL', 'NARROWLY_BELOW', 'NARROWLY_KEPT', 'UNKNOWN_LEVEL', 'POINTS_BELOW_NOTHING'] as const,
});
const KeyCompliance = builder.enumType('KeyCompliance', {
  values: {
    NOT_REPORTED: { description: 'Nobody has said how many extensions it has.' },
    COMPLIES: { description: 'Within its maximum.' },
    OVER: { description: 'Over, before the deadline.' },
    OVERDUE: { description: 'Over, and the deadline has passed.' },
  } as const,
});

const ReviewCountsRef = builder.objectRef<ReviewCounts>('ReviewCounts').implement({
  fields: (t) => ({
    keeps: t.exposeInt('keeps'),
    notice: t.exposeInt('notice'),
    inGrace: t.exposeInt('inGrace'),
    demoted: t.exposeInt('demoted'),
    marked: t.exposeInt('marked', { description: 'That somebody should look at.' }),
    exempted: t.exposeInt('exempted'),
    overtaken: t.exposeInt('overtaken'),
  }),
});
const ReviewApprovalRef = builder.objectRef<Review['approvals'][number]>('ReviewApproval').implement({
  fields: (t) => ({ name: t.exposeString('name'), at: t.expose('at', { type: 'DateTime' }) }),
});
const ReviewActionRef = builder.objectRef<ReviewAction>('ReviewAction').implement({
  description: 'What the reader may do with the run now; where not, why.',
  fields: (t) => ({
    operation: t.exposeString('operation'),
    allowed: t.exposeBoolean('allowed'),
    refusal: t.field({ type: UserError, nullable: true, resolve: ({ refusal }) => spokenRefusal(refusal) }),
  }),
});
export const ReviewRef = builder.objectRef<Review>('Review').implement({
  description: 'A half-yearly review of every partner and every key, or a dry run of one (PP-5, PP-7, PP-8).',
  interfaces: [Node],
  fields: (t) => ({
    id: t.id({ resolve: (run) => publicId('review', run.id) }),
    on: t.expose('on', { type: 'Date', description: '1 January or 1 July.' }),
    dry: t.exposeBoolean('dry', { description: 'Nothing of it takes effect.' }),
    state: t.expose('state', { type: ReviewState }),
    stoppedIn: t.expose('stoppedIn', { type: ReviewState, nullable: true }),
    from: t.expose('from', { type: 'Date', description: 'First day whose points count.' }),
    to: t.expose('to', { type: 'Date', description: 'Last day whose points count.' }),
    rules: t.exposeString('rules', { description: 'Version of the level rules.' }),
    approvalsNeeded: t.exposeInt('approvalsNeeded'),
    startedAt: t.expose('startedAt', { type: 'DateTime' }),
    startedBy: t.exposeString('startedBy'),
    publishedOn: t.expose('publishedOn', { type: 'Date', nullable: true }),
    finishedAt: t.expose('finishedAt', { type: 'DateTime', nullable: true }),
    reason: t.exposeString('reason', { nullable: true, description: 'Why it was given up.' }),
    partners: t.exposeInt('partners'),
    keys: t.exposeInt('keys'),
    done: t.exposeInt('done', { description: 'In the phase it is in.' }),
    total: t.exposeInt('total'),
    etaSeconds: t.exposeInt('etaSeconds', { nullable: true }),
    approvals: t.expose('approvals', { type: [ReviewApprovalRef], description: 'Empty in lists.' }),
    counts: t.expose('counts', { type: ReviewCountsRef, nullable: true, description: 'null in lists.' }),
    actions: t.expose('actions', { type: [ReviewActionRef], description: 'Empty in lists.' }),
  }),
});
export const ReviewConnection = connectionOf('Review', ReviewRef, false);

const ResultMarkRef = builder.objectRef<ReviewResult['marks'][number]>('ResultMark').implement({
  fields: (t) => ({ mark: t.expose('mark', { type: ReviewMark }), text: t.exposeString('text') }),
});
const ExemptionRef = builder.objectRef<NonNullable<ReviewResult['exemption']>>('Exemption').implement({
  fields: (t) => ({
    reason: t.exposeString('reason'),
    by: t.exposeString('by'),
    at: t.expose('at', { type: 'DateTime' }),
  }),
});
const ReviewResultRef = builder.objectRef<ReviewResult>('ReviewResult').implement({
  description: 'What a review came to for a partner.',
  fields: (t) => ({
    partnerId: t.id({ resolve: (result) => publicId('partner', result.partnerId) }),
    partnerName: t.exposeString('partnerName'),
    outcome: t.expose('outcome', { type: ReviewOutcome }),
    levelBefore: t.exposeString('levelBefore', { nullable: true }),
    levelAfter: t.exposeString('levelAfter', { nullable: true }),
    points: t.expose('points', { type: 'Points' }),
    required: t.expose('required', { type: 'Points', nullable: true, description: 'By the level held.' }),
    margin: t.expose('margin', { type: 'Points', nullable: true, description: 'Negative below it.' }),
    text: t.exposeString('text', { description: 'Why.' }),
    marks: t.expose('marks', { type: [ResultMarkRef] }),
    exemption: t.expose('exemption', { type: ExemptionRef, nullable: true }),
    effect: t.expose('effect', { type: ReviewEffect, nullable: true, description: 'null until it is published.' }),
  }),
});
export const ReviewResultConnection = connectionOf('ReviewResult', ReviewResultRef, true);

const GivenNoticeRef = builder.objectRef<NonNullable<ReviewRecord['noticeBefore']>>('GivenNotice').implement({
  fields: (t) => ({
    givenOn: t.expose('givenOn', { type: 'Date' }),
    graceUntil: t.expose('graceUntil', { type: 'Date', description: 'Last day of grace, included.' }),
  }),
});
const ReplayRef = builder.objectRef<ReviewRecord['replay']>('Replay').implement({
  description: 'The record run again just now from what was set down then.',
  fields: (t) => ({
    same: t.exposeBoolean('same', { description: 'The same bytes.' }),
    hash: t.exposeString('hash', { description: 'SHA-256 of the record with all its lines.' }),
  }),
});
const ReviewLineRef = builder.objectRef<ReviewLine>('ReviewLine').implement({
  description: 'A line of points that a review counted.',
  fields: (t) => ({
    countsOn: t.expose('countsOn', { type: 'Date' }),
    points: t.expose('points', { type: 'Points' }),
    cause: t.expose('cause', { type: PointCause }),
    causeText: t.exposeString('causeText'),
    text: t.exposeString('text'),
    order: t.expose('order', { type: OrderLinkRef, nullable: true }),
  }),
});
const CorrectionEffect = builder.enumType('CorrectionEffect', {
  values: {
    LEVEL_RESTORED: { description: 'The level the review took is the partner’s again.' },
    NOTICE_WITHDRAWN: { description: 'The notice no longer stands.' },
  } as const,
});
export const ReviewCorrectionRef = builder.objectRef<ReviewCorrection>('ReviewCorrection').implement({
  description:
    'What came in after a review’s snapshot and was weighed beside it; the published record stays as it was.',
  fields: (t) => ({
    n: t.exposeInt('n'),
    on: t.expose('on', { type: 'Date', description: 'From which it takes effect.' }),
    at: t.expose('at', { type: 'DateTime' }),
    by: t.exposeString('by', { nullable: true, description: 'null for partners.' }),
    reason: t.exposeString('reason', { nullable: true, description: 'null for partners.' }),
    effect: t.expose('effect', { type: CorrectionEffect }),
    effectText: t.exposeString('effectText'),
    outcome: t.expose('outcome', { type: ReviewOutcome, description: 'Weighed anew.' }),
    level: t.exposeString('level', { nullable: true }),
    points: t.expose('points', { type: 'Points' }),
    text: t.exposeString('text', { description: 'Why.' }),
    lines: t.expose('lines', { type: [ReviewLineRef], description: 'That the review had not; the first 100.' }),
    certificates: t.expose('certificates', { type: [CertificateRef], description: 'That the review had not.' }),
    replay: t.expose('replay', { type: ReplayRef }),
  }),
});
const ReviewLateRef = builder.objectRef<ReviewLate>('ReviewLate').implement({
  description: 'What came in late and no correction has counted, and whether one may be made now.',
  fields: (t) => ({
    lines: t.exposeInt('lines'),
    points: t.expose('points', { type: 'Points' }),
    certificates: t.exposeInt('certificates'),
    allowed: t.exposeBoolean('allowed'),
    refusal: t.field({ type: UserError, nullable: true, resolve: ({ refusal }) => spokenRefusal(refusal) }),
  }),
});
export const ReviewRecordRef = builder.objectRef<ReviewRecord>('ReviewRecord').implement({
  description: 'All that a review decided a partner’s level from (PP-8).',
  fields: (t) => ({
    runId: t.id({ resolve: (record) => publicId('review', record.runId) }),
    on: t.expose('on', { type: 'Date' }),
    dry: t.exposeBoolean('dry'),
    from: t.expose('from', { type: 'Date' }),
    to: t.expose('to', { type: 'Date' }),
    rules: t.exposeString('rules'),
    publishedOn: t.expose('publishedOn', { type: 'Date', nullable: true }),
    currency: t.exposeString('currency', { description: 'A point is a whole unit of it.' }),
    result: t.expose('result', { type: ReviewResultRef }),
    levels: t.expose('levels', { type: [WeighedLevelRef] }),
    certificates: t.expose('certificates', { type: [CertificateRef], description: 'That were counted.' }),
    noticeBefore: t.expose('noticeBefore', { type: GivenNoticeRef, nullable: true }),
    flips: t.expose('flips', { type: [FlipRef] }),
    lines: t.exposeInt('lines', { description: 'How many were counted.' }),
    replay: t.expose('replay', { type: ReplayRef }),
    corrections: t.expose('corrections', { type: [ReviewCorrectionRef] }),
    late: t.expose('late', { type: ReviewLateRef, nullable: true, description: 'For operators, once published.' }),
  }),
});

export const ReviewLineConnection = connectionOf('ReviewLine', ReviewLineRef, true);

export const KeyReviewRef = builder.objectRef<KeyReview>('KeyReview').implement({
  description: 'What a key was on the day of a review, and what it gave (PP-7).',
  fields: (t) => ({
    runId: t.id({ resolve: (record) => publicId('review', record.runId) }),
    on: t.expose('on', { type: 'Date' }),
    partnerId: t.id({
      nullable: true,
      resolve: ({ partnerId }) => (partnerId === null ? null : publicId('partner', partnerId)),
    }),
    partnerName: t.exposeString('partnerName', { nullable: true }),
    level: t.exposeString('level', { nullable: true, description: 'Of its partner.' }),
    kind: t.expose('kind', { type: KeyKind }),
    edition: t.expose('edition', { type: Edition }),
    size: t.exposeInt('size'),
    lastDay: t.expose('lastDay', { type: 'Date', nullable: true }),
    status: t.expose('status', { type: KeyStatus }),
    effectiveEdition: t.expose('effectiveEdition', { type: Edition }),
    effectiveSize: t.exposeInt('effectiveSize'),
    support: t.exposeBoolean('support'),
    compliance: t.expose('compliance', { type: KeyCompliance }),
    counted: t.exposeInt('counted', { nullable: true }),
    maxExtensions: t.exposeInt('maxExtensions', { nullable: true }),
    points: t.expose('points', { type: 'Points', description: 'In the review’s 12 months, from its orders.' }),
    keyVersion: t.exposeInt('keyVersion', { description: 'Of its history: the facts it was judged by.' }),
  }),
});
export const ReviewCheckRef = builder.objectRef<ReviewCheck>('ReviewCheck').implement({
  description: 'A whole review, run again from what it set down.',
  fields: (t) => ({
    results: t.exposeInt('results'),
    same: t.exposeInt('same', { description: 'Came out with the same bytes.' }),
    different: t.exposeStringList('different', { description: 'Partners; the first 20.' }),
    partners: t.exposeInt('partners', { description: 'In the snapshot.' }),
  }),
});
