import type { InputRef } from '@pothos/core';
import type {
  LevelDraft,
  LevelRow,
  LevelRuleBook,
  LevelRuleChange,
  LevelVersion,
  LevelWithdrawal,
} from '../../../core/programme-types.js';
import { builder } from '../builder.js';
import { send, type CommandInput, type Outcome } from '../command.js';
import { every } from '../inputs.js';
import { UserError } from '../refusal.js';

const LevelRulePart = builder.enumType('LevelRulePart', {
  description: 'What of a level differs.',
  values: ['LEVEL', 'NAME', 'POINTS', 'PEOPLE', 'DISCOUNT', 'NFR_KEYS', 'BENEFIT'] as const,
});
const LevelVersionState = builder.enumType('LevelVersionState', {
  values: {
    PAST: { description: 'It held once.' },
    IN_FORCE: { description: 'It holds today.' },
    ANNOUNCED: { description: 'Published, and not in force yet.' },
    WITHDRAWN: { description: 'Never in force.' },
  } as const,
});

export const LevelRuleChangeRef = builder.objectRef<LevelRuleChange>('LevelRuleChange').implement({
  description: 'One line in which two versions of the level rules differ.',
  fields: (t) => ({
    level: t.exposeString('level', { description: 'Code.' }),
    name: t.exposeString('name'),
    part: t.expose('part', { type: LevelRulePart }),
    path: t.exposeString('path', { nullable: true, description: 'Of PEOPLE.' }),
    from: t.exposeString('from', { nullable: true, description: 'null: it is new.' }),
    to: t.exposeString('to', { nullable: true, description: 'null: it is gone.' }),
  }),
});
const CertificateNeedRef = builder.objectRef<LevelRow['certificates'][number]>('CertificateNeed').implement({
  fields: (t) => ({ path: t.exposeString('path'), people: t.exposeInt('people') }),
});
const LevelRowRef = builder.objectRef<LevelRow>('LevelRow').implement({
  description: 'What a level asks for and gives.',
  fields: (t) => ({
    code: t.exposeString('code'),
    name: t.exposeString('name'),
    points: t.expose('points', { type: 'Points' }),
    discountPercent: t.exposeFloat('discountPercent', { description: 'Off the list price.' }),
    certificates: t.expose('certificates', { type: [CertificateNeedRef] }),
    benefits: t.exposeStringList('benefits'),
    nfrKeys: t.exposeInt('nfrKeys', { description: 'Not-for-resale keys a partner may hold (KL-14).' }),
  }),
});
const LevelWithdrawalRef = builder.objectRef<LevelWithdrawal>('LevelWithdrawal').implement({
  description: 'Announced rules that were taken back before they held.',
  fields: (t) => ({
    on: t.expose('on', { type: 'Date' }),
    by: t.exposeString('by', { nullable: true, description: 'null for partners.' }),
    reason: t.exposeString('reason', { nullable: true, description: 'null for partners.' }),
  }),
});
const LevelVersionRef = builder.objectRef<LevelVersion>('LevelVersion').implement({
  fields: (t) => ({
    version: t.exposeString('version'),
    effectiveFrom: t.expose('effectiveFrom', { type: 'Date' }),
    until: t.expose('until', { type: 'Date', nullable: true }),
    state: t.expose('state', { type: LevelVersionState }),
    source: t.exposeString('source'),
    example: t.exposeBoolean('example', { description: 'Its figures are invented, for the tenant to replace.' }),
    note: t.exposeString('note', { nullable: true }),
    rows: t.expose('rows', { type: [LevelRowRef] }),
    changes: t.expose('changes', { type: [LevelRuleChangeRef], description: 'Against the version before it.' }),
    withdrawal: t.expose('withdrawal', { type: LevelWithdrawalRef, nullable: true }),
  }),
});
const LevelProblemRef = builder.objectRef<LevelDraft['problems'][number]>('LevelProblem').implement({
  description: 'What stands against publishing.',
  fields: (t) => ({
    field: t.exposeString('field', { description: 'As in the input: rows[2].points.' }),
    code: t.exposeString('code'),
    message: t.exposeString('message'),
  }),
});
const LevelDraftRef = builder.objectRef<LevelDraft>('LevelDraft').implement({
  fields: (t) => ({
    effectiveFrom: t.expose('effectiveFrom', { type: 'Date' }),
    note: t.exposeString('note', { nullable: true }),
    rows: t.expose('rows', { type: [LevelRowRef] }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime' }),
    updatedBy: t.exposeString('updatedBy'),
    problems: t.expose('problems', { type: [LevelProblemRef] }),
    changes: t.expose('changes', { type: [LevelRuleChangeRef], description: 'Against the version it would follow.' }),
  }),
});
const LevelRuleBookRef = builder.objectRef<LevelRuleBook>('LevelRuleBook').implement({
  description: 'All versions of the level rules, newest first, and for operators the draft.',
  fields: (t) => ({
    today: t.expose('today', { type: 'Date' }),
    currency: t.exposeString('currency'),
    versions: t.expose('versions', { type: [LevelVersionRef] }),
    paths: t.exposeStringList('paths', { description: 'Paths of certification, as the versions name them.' }),
    draftVersion: t.exposeInt('draftVersion', { description: 'What a writer expects.' }),
    draft: t.expose('draft', { type: LevelDraftRef, nullable: true }),
  }),
});

builder.queryFields((t) => ({
  levelRules: t.field({ type: LevelRuleBookRef, resolve: (_, __, { core }) => core.levelRules() }),
}));

const CertificateNeedInput = builder.inputType('CertificateNeedInput', {
  fields: (t) => ({ path: t.string({ required: true }), people: t.int({ required: true }) }),
});
const LevelRowInput = builder.inputType('LevelRowInput', {
  fields: (t) => ({
    code: t.string({ required: true }),
    name: t.string({ required: true }),
    points: t.field({ type: 'Points', required: true }),
    discountPercent: t.float({ required: true }),
    certificates: t.field({ type: [CertificateNeedInput], required: true }),
    benefits: t.stringList({ required: true }),
    nfrKeys: t.int({ required: true }),
  }),
});
const SaveLevelRulesInput = builder.inputType('SaveLevelRulesInput', {
  fields: (t) => ({
    expectedVersion: t.int({ required: true, description: 'draftVersion, as the writer saw it.' }),
    effectiveFrom: t.field({ type: 'Date', required: true }),
    note: t.string({ description: 'What partners read about it.' }),
    rows: t.field({ type: [LevelRowInput], required: true }),
    ...every(t),
  }),
});
const DiscardLevelRulesInput = builder.inputType('DiscardLevelRulesInput', {
  fields: (t) => ({ expectedVersion: t.int({ required: true }), ...every(t) }),
});
const PublishLevelRulesInput = builder.inputType('PublishLevelRulesInput', {
  fields: (t) => ({ expectedVersion: t.int({ required: true }), ...every(t) }),
});
const WithdrawLevelRulesInput = builder.inputType('WithdrawLevelRulesInput', {
  fields: (t) => ({
    version: t.string({ required: true, description: 'One that is announced.' }),
    reason: t.string({ required: true }),
    ...every(t),
  }),
});
interface RulesOutcome extends Outcome {
  rules: LevelRuleBook | null;
}
const LevelRulesPayload = builder.objectRef<RulesOutcome>('LevelRulesPayload').implement({
  fields: (t) => ({
    rules: t.expose('rules', { type: LevelRuleBookRef, nullable: true }),
    errors: t.expose('errors', { type: [UserError] }),
    clientMutationId: t.exposeString('clientMutationId', { nullable: true }),
  }),
});

builder.mutationFields((t) => {
  const on = (verb: string, type: InputRef<CommandInput>, description: string) =>
    t.field({
      type: LevelRulesPayload,
      description,
      args: { input: t.arg({ type, required: true }) },
      resolve: async (_, { input }, context): Promise<RulesOutcome> => {
        const { done, errors } = await send<LevelRuleBook>(`/v1/level-rules/${verb}`, input, context);
        return { rules: done, errors, clientMutationId: input.clientMutationId ?? null };
      },
    });
  return {
    saveLevelRules: t.field({
      type: LevelRulesPayload,
      description: 'Keep the draft, right or not yet right.',
      args: { input: t.arg({ type: SaveLevelRulesInput, required: true }) },
      resolve: async (_, { input }, context): Promise<RulesOutcome> => {
        const { done, errors } = await send<LevelRuleBook>('/v1/level-rules/save', input, context);
        return { rules: done, errors, clientMutationId: input.clientMutationId ?? null };
      },
    }),
    discardLevelRules: on('discard', DiscardLevelRulesInput, 'Throw the draft away.'),
    publishLevelRules: on('publish', PublishLevelRulesInput, 'The draft becomes a version that holds from its day on.'),
    withdrawLevelRules: on(
      'withdraw',
      WithdrawLevelRulesInput,
      'Take announced rules back before they hold, while no review was weighed by them.',
    ),
  };
});
