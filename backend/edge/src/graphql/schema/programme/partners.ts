import { bareId } from '../../../core/ids.js';
import type { PartnerNote, Viewing } from '../../../core/programme-types.js';
import { wantsCursors } from '../../selection.js';
import { builder } from '../builder.js';
import { payloadOf, sent } from '../command.js';
import { connect, connectionOf, pageArguments } from '../connection.js';
import { every } from '../inputs.js';
import { publicId } from '../node.js';

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
    resolve: (_, { input }, context) =>
      sent<Viewing>(`/v1/partners/${bareId('partner', input.id)}/view-as`, input, context),
  }),
  addPartnerNote: t.field({
    type: PartnerNotePayload,
    args: { input: t.arg({ type: AddPartnerNoteInput, required: true }) },
    resolve: (_, { input }, context) =>
      sent<PartnerNote>(`/v1/partners/${bareId('partner', input.id)}/notes/add`, input, context),
  }),
}));
