import type { Application, Invitation, Person, Right, RoleChange, Team } from '../../../core/joining/types.js';
import { builder } from '../builder.js';
import { connectionOf } from '../connection.js';
import { Role } from '../enums.js';
import { publicId } from '../node.js';
import { SuspensionRef } from '../values.js';

export const ApplicationState = builder.enumType('ApplicationState', {
  values: {
    RECEIVED: { description: 'Waits for an operator.' },
    APPROVED: { description: 'Became a partner; its contact is invited.' },
    DECLINED: { description: 'Declined, with a reason the applicant was told.' },
  } as const,
});
const InvitationState = builder.enumType('InvitationState', {
  values: ['OPEN', 'ACCEPTED', 'EXPIRED', 'REVOKED'] as const,
});

const ApplicationPartnerRef = builder.objectRef<NonNullable<Application['partner']>>('ApplicationPartner').implement({
  fields: (t) => ({
    id: t.id({ resolve: (partner) => publicId('partner', partner.id) }),
    name: t.exposeString('name'),
  }),
});
export const ApplicationRef = builder.objectRef<Application>('Application').implement({
  description: 'A reseller that wants to become a partner (PP-1).',
  fields: (t) => ({
    id: t.id({ resolve: (application) => publicId('application', application.id) }),
    state: t.expose('state', { type: ApplicationState }),
    company: t.exposeString('company'),
    vatId: t.exposeString('vatId', { description: 'Its form and check digits are right.' }),
    country: t.exposeString('country'),
    city: t.exposeString('city', { nullable: true }),
    contact: t.exposeString('contact'),
    email: t.exposeString('email'),
    language: t.exposeString('language'),
    receivedAt: t.expose('receivedAt', { type: 'DateTime' }),
    decidedAt: t.expose('decidedAt', { type: 'DateTime', nullable: true }),
    decidedBy: t.exposeString('decidedBy', { nullable: true }),
    reason: t.exposeString('reason', { nullable: true }),
    partner: t.expose('partner', {
      type: ApplicationPartnerRef,
      nullable: true,
      description: 'What it became; where it waits, the partner that has its VAT id already.',
    }),
  }),
});
export const ApplicationConnection = connectionOf('Application', ApplicationRef, true);

const PersonRef = builder.objectRef<Person>('Person').implement({
  description: 'Somebody who works for a partner.',
  fields: (t) => ({
    id: t.id({ resolve: (person) => publicId('person', person.id) }),
    name: t.exposeString('name'),
    login: t.exposeString('login'),
    application: t.exposeBoolean('application', { description: 'A program, not a person.' }),
    role: t.expose('role', { type: Role }),
    since: t.expose('since', { type: 'DateTime' }),
    signedInAt: t.expose('signedInAt', { type: 'DateTime', nullable: true, description: 'The last time.' }),
    disabledAt: t.expose('disabledAt', { type: 'DateTime', nullable: true, description: 'null: may come in.' }),
    lastOwner: t.exposeBoolean('lastOwner', { description: 'Stays, and stays owner, until there is another.' }),
  }),
});
const InvitationRef = builder.objectRef<Invitation>('Invitation').implement({
  description: 'A link that binds one person, once.',
  fields: (t) => ({
    id: t.id({ resolve: (invitation) => publicId('invitation', invitation.id) }),
    email: t.exposeString('email'),
    role: t.expose('role', { type: Role }),
    language: t.exposeString('language'),
    state: t.expose('state', { type: InvitationState }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    createdBy: t.exposeString('createdBy'),
    expiresAt: t.expose('expiresAt', { type: 'DateTime' }),
  }),
});
export const TeamRef = builder.objectRef<Team>('Team').implement({
  description: 'The people of a partner.',
  fields: (t) => ({
    partnerId: t.id({ resolve: (team) => publicId('partner', team.partnerId) }),
    partnerName: t.exposeString('partnerName'),
    suspension: t.expose('suspension', { type: SuspensionRef, nullable: true }),
    people: t.expose('people', { type: [PersonRef], description: 'Those who may come in first, by name.' }),
    invitations: t.expose('invitations', {
      type: [InvitationRef],
      description: 'Those that wait for somebody, or have expired, newest first.',
    }),
  }),
});
const RightRef = builder.objectRef<Right>('Right').implement({
  fields: (t) => ({ operation: t.exposeString('operation'), text: t.exposeString('text') }),
});
export const RoleChangeRef = builder.objectRef<RoleChange>('RoleChange').implement({
  description: 'What another role gives and takes.',
  fields: (t) => ({
    person: t.expose('person', { type: PersonRef }),
    gained: t.expose('gained', { type: [RightRef] }),
    lost: t.expose('lost', { type: [RightRef] }),
  }),
});
