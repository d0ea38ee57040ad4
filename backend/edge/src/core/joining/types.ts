import type { Day, Instant, Role, Suspension, Uuid } from '../types.js';

export type ApplicationState = 'RECEIVED' | 'APPROVED' | 'DECLINED';
export type InvitationState = 'OPEN' | 'ACCEPTED' | 'EXPIRED' | 'REVOKED';

/** A reseller that wants to become a partner. */
export interface Application {
  id: Uuid;
  state: ApplicationState;
  company: string;
  vatId: string;
  country: string;
  city: string | null;
  contact: string;
  email: string;
  language: string;
  receivedAt: Instant;
  decidedAt: Instant | null;
  decidedBy: string | null;
  reason: string | null;
  /** What it became; where it waits, the partner that has its VAT id already. */
  partner: { id: Uuid; name: string } | null;
}

export interface Person {
  id: Uuid;
  name: string;
  login: string;
  application: boolean;
  role: Role;
  since: Instant;
  signedInAt: Instant | null;
  disabledAt: Instant | null;
  lastOwner: boolean;
}
export interface Invitation {
  id: Uuid;
  email: string;
  role: Role;
  language: string;
  state: InvitationState;
  createdAt: Instant;
  createdBy: string;
  expiresAt: Instant;
}
/** The people of a partner. */
export interface Team {
  partnerId: Uuid;
  partnerName: string;
  suspension: Suspension | null;
  people: Person[];
  invitations: Invitation[];
}
export interface Right {
  operation: string;
  text: string;
}
export interface RoleChange {
  person: Person;
  gained: Right[];
  lost: Right[];
}

/** The public page of a programme. */
export interface JoinPage {
  tenant: string;
  name: string;
  languages: string[];
  /** Goes back with what was filled in, once. */
  form: string;
}
/** What somebody who holds a link is invited to. */
export interface InvitationView {
  tenant: string;
  tenantName: string;
  organisation: string;
  role: Role;
  maskedEmail: string;
  invitedBy: string;
  state: InvitationState;
  expiresOn: Day;
  language: string;
}
