import type { InputRef } from '@pothos/core';
import { bareId } from '../../../core/ids.js';
import type { Review, ReviewCorrection } from '../../../core/programme-types.js';
import { wantsCursors } from '../../selection.js';
import { builder } from '../builder.js';
import { send, type CommandInput, type Outcome } from '../command.js';
import { connect, pageArguments } from '../connection.js';
import { dryRun, every } from '../inputs.js';
import { UserError } from '../refusal.js';
import { ReviewOutcome } from './words.js';
import {
  KeyReviewRef,
  ReviewCheckRef,
  ReviewConnection,
  ReviewCorrectionRef,
  ReviewLineConnection,
  ReviewRecordRef,
  ReviewRef,
  ReviewResultConnection,
} from './review.js';

/** Without a run: the newest published one of the partner. */
const runOf = (id: string | null | undefined): string => (id == null ? 'last' : bareId('review', id));

builder.queryFields((t) => {
  const page = { first: t.arg.int({ required: true }), after: t.arg.string() };
  const id = { id: t.arg.id({ required: true }) };
  const partner = {
    runId: t.arg.id({ description: 'Left out: the newest published review.' }),
    partnerId: t.arg.id({ required: true }),
  };
  return {
    reviews: t.field({
      type: ReviewConnection,
      description: 'Reviews and dry runs, newest first; `first` is 1 to 100.',
      args: page,
      resolve: (_, args, { core }, info) => connect(args, core.reviews(pageArguments(args, wantsCursors(info)))),
    }),
    review: t.field({
      type: ReviewRef,
      nullable: true,
      args: id,
      resolve: (_, args, { core }) => core.review(bareId('review', args.id)),
    }),
    reviewResults: t.field({
      type: ReviewResultConnection,
      description: 'The comparison, by name of the partner; `first` is 1 to 100.',
      args: { ...id, ...page, outcome: t.arg({ type: [ReviewOutcome] }), marked: t.arg.boolean() },
      resolve: (_, args, { core }, info) =>
        connect(
          args,
          core.reviewResults(bareId('review', args.id), pageArguments(args, wantsCursors(info)), {
            outcome: args.outcome,
            marked: args.marked,
          }),
        ),
    }),
    reviewResult: t.field({
      type: ReviewRecordRef,
      nullable: true,
      description: 'Partners read their own, once it is published.',
      args: partner,
      resolve: (_, args, { core }) => core.reviewResult(runOf(args.runId), bareId('partner', args.partnerId)),
    }),
    reviewLines: t.field({
      type: ReviewLineConnection,
      description: 'Every line that was counted for a partner, newest first; `first` is 1 to 100.',
      args: { ...partner, ...page },
      resolve: (_, args, { core }, info) =>
        connect(
          args,
          core.reviewLines(
            runOf(args.runId),
            bareId('partner', args.partnerId),
            pageArguments(args, wantsCursors(info)),
          ),
        ),
    }),
    keyReviews: t.field({
      type: [KeyReviewRef],
      description: 'What published reviews set down of a key, newest first.',
      args: { keyId: t.arg.id({ required: true }) },
      resolve: (_, { keyId }, { core }) => core.keyReviews(bareId('key', keyId)),
    }),
    checkReview: t.field({
      type: ReviewCheckRef,
      description: 'Runs a whole review again from its records; writes nothing.',
      args: id,
      resolve: (_, args, { core }) => core.checkReview(bareId('review', args.id)),
    }),
  };
});

const StartReviewInput = builder.inputType('StartReviewInput', {
  fields: (t) => ({
    dry: t.boolean({ defaultValue: false, description: 'Nothing of it takes effect.' }),
    on: t.field({ type: 'Date', description: '1 January or 1 July; left out: the one due, of a dry run the next.' }),
    ...every(t),
  }),
});
const onRun = (name: string) =>
  builder.inputType(name, { fields: (t) => ({ id: t.id({ required: true }), ...every(t) }) });
const CancelReviewInput = builder.inputType('CancelReviewInput', {
  fields: (t) => ({ id: t.id({ required: true }), reason: t.string({ required: true }), ...every(t) }),
});
const ExemptPartnerInput = builder.inputType('ExemptPartnerInput', {
  fields: (t) => ({
    id: t.id({ required: true, description: 'The run’s.' }),
    partner: t.id({ required: true }),
    reason: t.string({ required: true }),
    ...every(t),
  }),
});

const CorrectReviewInput = builder.inputType('CorrectReviewInput', {
  fields: (t) => ({
    id: t.id({ required: true, description: 'The run’s.' }),
    partner: t.id({ required: true }),
    reason: t.string({ required: true }),
    ...dryRun(t),
    ...every(t),
  }),
});

interface CorrectionOutcome extends Outcome {
  correction: ReviewCorrection | null;
}
const CorrectReviewPayload = builder.objectRef<CorrectionOutcome>('CorrectReviewPayload').implement({
  fields: (t) => ({
    correction: t.expose('correction', { type: ReviewCorrectionRef, nullable: true }),
    errors: t.expose('errors', { type: [UserError] }),
    clientMutationId: t.exposeString('clientMutationId', { nullable: true }),
  }),
});
interface ReviewOutcomeOfWrite extends Outcome {
  review: Review | null;
}
const ReviewPayload = builder.objectRef<ReviewOutcomeOfWrite>('ReviewPayload').implement({
  description: 'The run as it is now, or why not.',
  fields: (t) => ({
    review: t.expose('review', { type: ReviewRef, nullable: true }),
    errors: t.expose('errors', { type: [UserError] }),
    clientMutationId: t.exposeString('clientMutationId', { nullable: true }),
  }),
});

builder.mutationFields((t) => {
  const run = (input: InputRef<CommandInput>, path: (input: CommandInput) => string, description: string) =>
    t.field({
      type: ReviewPayload,
      description,
      args: { input: t.arg({ type: input, required: true }) },
      resolve: async (_, { input: given }, context): Promise<ReviewOutcomeOfWrite> => {
        const { done, errors } = await send<Review>(path(given), given, context);
        return { review: done, errors, clientMutationId: given.clientMutationId ?? null };
      },
    });
  const on =
    (verb: string) =>
    (input: CommandInput): string =>
      `/v1/reviews/${bareId('review', input.id ?? '')}/${verb}`;
  return {
    startReview: run(StartReviewInput, () => '/v1/reviews/start', 'Start the review that is due, or a dry run.'),
    stopReview: run(onRun('StopReviewInput'), on('stop'), 'Stop after the page it is at; it can go on.'),
    resumeReview: run(onRun('ResumeReviewInput'), on('resume'), 'Go on where it stopped.'),
    approveReview: run(onRun('ApproveReviewInput'), on('approve'), 'Approve a review somebody else started.'),
    publishReview: run(onRun('PublishReviewInput'), on('publish'), 'Let it take effect. It cannot be taken back.'),
    cancelReview: run(CancelReviewInput, on('cancel'), 'Give it up before anything took effect.'),
    exemptPartner: t.field({
      type: ReviewPayload,
      description: 'Except one partner: the review changes nothing for it.',
      args: { input: t.arg({ type: ExemptPartnerInput, required: true }) },
      resolve: async (_, { input }, context): Promise<ReviewOutcomeOfWrite> => {
        const { partner, ...given } = input;
        const path = `/v1/reviews/${bareId('review', input.id)}/results/${bareId('partner', partner)}/exempt`;
        const { done, errors } = await send<Review>(path, given, context);
        return { review: done, errors, clientMutationId: input.clientMutationId ?? null };
      },
    }),
    correctReview: t.field({
      type: CorrectReviewPayload,
      description: 'Weigh beside a published result what came in late. It only gives, from today.',
      args: { input: t.arg({ type: CorrectReviewInput, required: true }) },
      resolve: async (_, { input }, context): Promise<CorrectionOutcome> => {
        const { partner, ...given } = input;
        const path = `/v1/reviews/${bareId('review', input.id)}/results/${bareId('partner', partner)}/correct`;
        const { done, errors } = await send<ReviewCorrection>(path, given, context);
        return { correction: done, errors, clientMutationId: input.clientMutationId ?? null };
      },
    }),
  };
});
