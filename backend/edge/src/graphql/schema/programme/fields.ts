import { bareId } from '../../../core/ids.js';
import type { PartnerLevel } from '../../../core/programme-types.js';
import { wantsCursors } from '../../selection.js';
import { builder } from '../builder.js';
import { send, type Outcome } from '../command.js';
import { connect, pageArguments } from '../connection.js';
import { dryRun, every } from '../inputs.js';
import { UserError } from '../refusal.js';
import { PartnerLevelRef, PointConnection } from './level.js';

builder.queryFields((t) => {
  const partner = { partnerId: t.arg.id({ required: true }) };
  return {
    level: t.field({
      type: PartnerLevelRef,
      nullable: true,
      description: 'Partners read their own.',
      args: partner,
      resolve: (_, args, { core }) => core.level(bareId('partner', args.partnerId)),
    }),
    points: t.field({
      type: PointConnection,
      description: 'A partner’s ledger of points, newest day first; `first` is 1 to 100.',
      args: { ...partner, first: t.arg.int({ required: true }), after: t.arg.string() },
      resolve: (_, args, { core }, info) =>
        connect(args, core.points(bareId('partner', args.partnerId), pageArguments(args, wantsCursors(info)))),
    }),
  };
});

const CorrectPointsInput = builder.inputType('CorrectPointsInput', {
  fields: (t) => ({
    id: t.id({ required: true, description: 'The partner’s.' }),
    points: t.int({ required: true, description: 'The difference, signed.' }),
    countsOn: t.field({ type: 'Date', description: 'Today, where it is not given; never ahead.' }),
    reason: t.string({ required: true }),
    ...dryRun(t),
    ...every(t),
  }),
});
interface LevelOutcome extends Outcome {
  level: PartnerLevel | null;
}
const LevelPayload = builder.objectRef<LevelOutcome>('LevelPayload').implement({
  description: 'Where the partner stands now; of a dry run, where it would; or why not.',
  fields: (t) => ({
    level: t.expose('level', { type: PartnerLevelRef, nullable: true }),
    errors: t.expose('errors', { type: [UserError] }),
    clientMutationId: t.exposeString('clientMutationId', { nullable: true }),
  }),
});

builder.mutationFields((t) => ({
  correctPoints: t.field({
    type: LevelPayload,
    description: 'Add points to a partner or take some away, with a reason. A level that is reached holds at once.',
    args: { input: t.arg({ type: CorrectPointsInput, required: true }) },
    resolve: async (_, { input }, context): Promise<LevelOutcome> => {
      const path = `/v1/partners/${bareId('partner', input.id)}/points/correct`;
      const { done, errors } = await send<PartnerLevel>(path, input, context);
      return { level: done, errors, clientMutationId: input.clientMutationId ?? null };
    },
  }),
}));
