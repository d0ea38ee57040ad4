import { bareId } from '../../../core/ids.js';
import type { PartnerNote, Viewing } from '../../../core/programme-types.js';
import { wantsCursors } from '../../selection.js';
import { builder, type Ref } from '../builder.js';
import { send, type Outcome } from '../command.js';
import { connect, connectionOf, pageArguments } from '../connection.js';
import { every } from '../inputs.js';
import { publicId } from '../node.js';
import { UserError } from '../refusal.js';

const PartnerNoteRef = builder.objectRef<PartnerNote>('PartnerNote').implement({
  description: 'What operators remember about a partner; the partner never sees it.',
  fields: (t) => ({
    id: t.id({ resolve: (note) => publicId('note', note.id) }),
    text: t.exposeString('text'),
    at: t.expose('at', { type: 'DateTime' }),
    actor: t.exposeString('actor'),
  }),
});
const PartnerNoteConnection = connectionOf('PartnerNote', PartnerNoteRef, false);
const ViewingRef = builder.objectRef<Viewing>('Viewing').implement({
  description: 'An operator sees what the partner sees: name it in the header Tessera-Viewing. It reads only.',
  fields: (t) => ({
    id: t.id({ resolve: (viewing) => publicId('viewing', viewing.id) }),
    partnerId: t.id({ resolve: (viewing) => publicId('partner', viewing.partnerId) }),
    partnerName: t.exposeString('partnerName'),
    until: t.expose('until', { type: 'DateTime' }),
  }),
});

builder.queryFields((t) => ({
  partnerNotes: t.field({
    type: PartnerNoteConnection,
    description: 'Newest first; `first` is 1 to 100.',
    args: {
      partnerId: t.arg.id({ required: true }),
      first: t.arg.int({ required: true }),
      after: t.arg.string(),
    },
    resolve: (_, args, { core }, info) =>
      connect(args, core.partnerNotes(bareId('partner', args.partnerId), pageArguments(args, wantsCursors(info)))),
  }),
}));

interface Done<T> extends Outcome {
  done: T | null;
}
function payloadOf<T>(name: string, field: string, ref: Ref<T>): Ref<Done<T>> {
  return builder.objectRef<Done<T>>(`${name}Payload`).implement({
    fields: (t) => ({
      [field]: t.field({ type: ref, nullable: true, resolve: (outcome) => outcome.done as never }),
      errors: t.expose('errors', { type: [UserError] }),
      clientMutationId: t.exposeString('clientMutationId', { nullable: true }),
    }),
  });
}
const ViewingPayload = payloadOf<Viewing>('Viewing', 'viewing', ViewingRef);
const PartnerNotePayload = payloadOf<PartnerNote>('PartnerNote', 'note', PartnerNoteRef);

const ViewAsPartnerInput = builder.inputType('ViewAsPartnerInput', {
  fields: (t) => ({ id: t.id({ required: true, description: 'The partner’s.' }), ...every(t) }),
});
const AddPartnerNoteInput = builder.inputType('AddPartnerNoteInput', {
  fields: (t) => ({
    id: t.id({ required: true, description: 'The partner’s.' }),
    text: t.string({ required: true }),
    ...every(t),
  }),
});

builder.mutationFields((t) => ({
  viewAsPartner: t.field({
    type: ViewingPayload,
    description: 'See the programme as a partner sees it, for an hour, without being able to change anything.',
    args: { input: t.arg({ type: ViewAsPartnerInput, required: true }) },
    resolve: async (_, { input }, context): Promise<Done<Viewing>> => ({
      ...(await send<Viewing>(`/v1/partners/${bareId('partner', input.id)}/view-as`, input, context)),
      clientMutationId: input.clientMutationId ?? null,
    }),
  }),
  addPartnerNote: t.field({
    type: PartnerNotePayload,
    args: { input: t.arg({ type: AddPartnerNoteInput, required: true }) },
    resolve: async (_, { input }, context): Promise<Done<PartnerNote>> => ({
      ...(await send<PartnerNote>(`/v1/partners/${bareId('partner', input.id)}/notes/add`, input, context)),
      clientMutationId: input.clientMutationId ?? null,
    }),
  }),
}));
