import { bareId } from '../../../core/ids.js';
import type { Application, RoleChange, Team } from '../../../core/joining/types.js';
import { wantsCursors } from '../../selection.js';
import { builder } from '../builder.js';
import { payloadOf, sent } from '../command.js';
import { connect, pageArguments } from '../connection.js';
import { Role } from '../enums.js';
import { dryRun, every } from '../inputs.js';
import { ApplicationConnection, ApplicationRef, ApplicationState, RoleChangeRef, TeamRef } from './types.js';

builder.queryFields((t) => ({
  applications: t.field({
    type: ApplicationConnection,
    description: 'Resellers that applied, newest first; `first` is 1 to 100. Operators only.',
    args: {
      first: t.arg.int({ required: true }),
      after: t.arg.string(),
      state: t.arg({ type: [ApplicationState] }),
    },
    resolve: (_, args, { core }, info) =>
      connect(args, core.applications(pageArguments(args, wantsCursors(info)), { state: args.state })),
  }),
  team: t.field({
    type: TeamRef,
    nullable: true,
    description: 'Partners read their own.',
    args: { partnerId: t.arg.id({ required: true }) },
    resolve: (_, { partnerId }, { core }) => core.team(bareId('partner', partnerId)),
  }),
}));

const ApplicationPayload = payloadOf<Application>('Application', 'application', ApplicationRef);
const TeamPayload = payloadOf<Team>('Team', 'team', TeamRef);
const RoleChangePayload = payloadOf<RoleChange>('RoleChange', 'change', RoleChangeRef);

const ApproveApplicationInput = builder.inputType('ApproveApplicationInput', {
  fields: (t) => ({ id: t.id({ required: true }), ...every(t) }),
});
const DeclineApplicationInput = builder.inputType('DeclineApplicationInput', {
  fields: (t) => ({ id: t.id({ required: true }), reason: t.string({ required: true }), ...every(t) }),
});
const PARTNER = { required: true, description: 'The partner’s.' } as const;
const InvitePersonInput = builder.inputType('InvitePersonInput', {
  fields: (t) => ({
    id: t.id(PARTNER),
    email: t.string({ required: true }),
    role: t.field({ type: Role, required: true }),
    language: t.string({ description: 'Of the mail; the partner’s, where it is not given.' }),
    ...every(t),
  }),
});
const RevokeInvitationInput = builder.inputType('RevokeInvitationInput', {
  fields: (t) => ({ id: t.id(PARTNER), invitationId: t.id({ required: true }), ...every(t) }),
});
const ChangeRoleInput = builder.inputType('ChangeRoleInput', {
  fields: (t) => ({
    id: t.id(PARTNER),
    personId: t.id({ required: true }),
    role: t.field({ type: Role, required: true }),
    ...dryRun(t),
    ...every(t),
  }),
});
const DisablePersonInput = builder.inputType('DisablePersonInput', {
  fields: (t) => ({ id: t.id(PARTNER), personId: t.id({ required: true }), ...every(t) }),
});
const EnablePersonInput = builder.inputType('EnablePersonInput', {
  fields: (t) => ({ id: t.id(PARTNER), personId: t.id({ required: true }), ...every(t) }),
});
const SuspendPartnerInput = builder.inputType('SuspendPartnerInput', {
  fields: (t) => ({ id: t.id(PARTNER), reason: t.string({ required: true }), ...every(t) }),
});
const ResumePartnerInput = builder.inputType('ResumePartnerInput', {
  fields: (t) => ({ id: t.id(PARTNER), reason: t.string({ required: true }), ...every(t) }),
});

const ofPartner = (id: string, what: string): string => `/v1/partners/${bareId('partner', id)}/${what}`;
const ofPerson = (input: { id: string; personId: string }, verb: string): string =>
  ofPartner(input.id, `team/${bareId('person', input.personId)}/${verb}`);
const ofApplication = (id: string, verb: string): string => `/v1/applications/${bareId('application', id)}/${verb}`;

builder.mutationFields((t) => ({
  approveApplication: t.field({
    type: ApplicationPayload,
    description: 'Make the company a partner at the lowest level, and invite its contact by e-mail.',
    args: { input: t.arg({ type: ApproveApplicationInput, required: true }) },
    resolve: (_, { input }, context) => sent<Application>(ofApplication(input.id, 'approve'), input, context, {}),
  }),
  declineApplication: t.field({
    type: ApplicationPayload,
    description: 'Decline with a reason; the applicant reads it in a mail.',
    args: { input: t.arg({ type: DeclineApplicationInput, required: true }) },
    resolve: (_, { input }, context) =>
      sent<Application>(ofApplication(input.id, 'decline'), input, context, { reason: input.reason }),
  }),
  invitePerson: t.field({
    type: TeamPayload,
    description: 'Invite somebody by e-mail. The same address again: the link it had ends.',
    args: { input: t.arg({ type: InvitePersonInput, required: true }) },
    resolve: (_, { input }, context) => {
      const { email, role, language = null } = input;
      return sent<Team>(ofPartner(input.id, 'team/invite'), input, context, { email, role, language });
    },
  }),
  revokeInvitation: t.field({
    type: TeamPayload,
    description: 'The link opens nothing any more.',
    args: { input: t.arg({ type: RevokeInvitationInput, required: true }) },
    resolve: (_, { input }, context) =>
      sent<Team>(
        ofPartner(input.id, `invitations/${bareId('invitation', input.invitationId)}/revoke`),
        input,
        context,
        {},
      ),
  }),
  changeRole: t.field({
    type: RoleChangePayload,
    description: 'Another role; asked dry, what it gives and takes.',
    args: { input: t.arg({ type: ChangeRoleInput, required: true }) },
    resolve: (_, { input }, context) =>
      sent<RoleChange>(ofPerson(input, 'role'), input, context, { role: input.role, dryRun: input.dryRun ?? false }),
  }),
  disablePerson: t.field({
    type: TeamPayload,
    description: 'Somebody gets no further in.',
    args: { input: t.arg({ type: DisablePersonInput, required: true }) },
    resolve: (_, { input }, context) => sent<Team>(ofPerson(input, 'disable'), input, context, {}),
  }),
  enablePerson: t.field({
    type: TeamPayload,
    description: 'Somebody who was disabled may come in again.',
    args: { input: t.arg({ type: EnablePersonInput, required: true }) },
    resolve: (_, { input }, context) => sent<Team>(ofPerson(input, 'enable'), input, context, {}),
  }),
  suspendPartner: t.field({
    type: TeamPayload,
    description: 'Keep a partner’s people out, with a reason they read. Keys go on as they are.',
    args: { input: t.arg({ type: SuspendPartnerInput, required: true }) },
    resolve: (_, { input }, context) =>
      sent<Team>(ofPartner(input.id, 'suspend'), input, context, { reason: input.reason }),
  }),
  resumePartner: t.field({
    type: TeamPayload,
    description: 'Let a suspended partner’s people in again.',
    args: { input: t.arg({ type: ResumePartnerInput, required: true }) },
    resolve: (_, { input }, context) =>
      sent<Team>(ofPartner(input.id, 'resume'), input, context, { reason: input.reason }),
  }),
}));
