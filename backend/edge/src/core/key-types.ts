import type { Customer, Day, Edition, Instant, KeyKind, KeyStatus, Money, Partner, RuleStatus, Uuid } from './types.js';

export interface Entitlement {
  edition: Edition;
  size: number;
  free: boolean;
  maxExtensions: number | null;
}

/** A key as a row of a list. */
export interface Key {
  id: Uuid;
  number: string;
  kind: KeyKind;
  edition: Edition;
  size: number;
  free: boolean;
  trial: boolean;
  notForResale: boolean;
  education: boolean;
  status: KeyStatus;
  statusUntil: Day | null;
  nextStatus: KeyStatus | null;
  effective: Entitlement;
  startsOn: Day;
  lastDay: Day | null;
  windowLastDay: Day | null;
  closedOn: Day | null;
  maxExtensions: number | null;
  extensionsCounted: number | null;
  over: boolean;
  usageStale: boolean;
  support: boolean;
  deadline: Day | null;
  renewalPrice: Money | null;
  customer: Customer;
  partner: Partner | null;
  pbxVersion: string | null;
  fqdn: string | null;
  issuedAt: Instant;
  version: number;
}

/** A key read by itself: everything that is true of it now. */
export interface KeyDetail extends Key {
  holding: Holding;
  timeline: Phase[];
  dates: KeyDate[];
  terms: Term[];
  activation: Activation | null;
  usage: UsageReport | null;
  transfer: Transfer | null;
  replacedBy: KeyLink | null;
  replaces: KeyLink | null;
  pendingDowngrade: Entitlement | null;
  acknowledgements: Acknowledgement[];
  deadlineExtensions: DeadlineExtension[];
  actions: KeyAction[];
}

export interface Service {
  code: string;
  name: string;
}
export interface Cause {
  rule: string;
  text: string;
  ruleVersion: string;
  status: RuleStatus;
  source: string;
}
export interface Phase {
  from: Day;
  to: Day | null;
  status: KeyStatus;
  effective: Entitlement;
  servicesOff: Service[];
  support: boolean;
  updates: boolean;
  renewable: boolean;
  tradeInOnly: boolean;
  warnAtRenewal: boolean;
  provisional: boolean;
  causes: Cause[];
}
export interface Holding {
  on: Day;
  phase: Phase;
  sentence: string;
}
export interface KeyDate {
  kind: string;
  date: Day;
  binding: boolean;
  text: string;
  rule: string;
}
export interface Term {
  start: Day;
  /** null: without end. */
  lastDay: Day | null;
  years: number;
  boughtOn: Day;
  kind: string;
}
export interface Activation {
  fingerprint: string;
  fqdn: string | null;
  pbxVersion: string | null;
  activatedAt: Instant;
  lastSeenAt: Instant | null;
  endOfLife: Day | null;
}
export interface UsageReport {
  usersAndExtensions: number;
  systemMailboxes: number;
  recycled: number;
  counted: number;
  pbxVersion: string | null;
  reportedBy: string;
  reportedAt: Instant;
  stale: boolean;
}
export interface Transfer {
  toPartner: Partner;
  fromPartner: Partner | null;
  proposedAt: Instant;
  proposedBy: string;
  reason: string | null;
  yours: boolean;
}
export interface KeyLink {
  id: Uuid;
  number: string;
}
export interface Acknowledgement {
  name: string;
  at: Instant;
  counted: number;
  maxExtensions: number;
  text: string;
  textVersion: string;
}
export interface DeadlineExtension {
  to: Day;
  reason: string;
  by: string;
  at: Instant;
}
/** A refusal as a value: stable code, the rule behind it, and what to do. */
export interface Refusal {
  code: string;
  rule: string | null;
  message: string;
  field: string | null;
  facts: unknown;
}
/** Why something cannot be done now, and apart from it what leads on. */
export interface ActionRefusal extends Refusal {
  remedy: string;
}
export interface KeyAction {
  operation: string;
  allowed: boolean;
  refusal: ActionRefusal | null;
}
export interface KeyEvent {
  id: Uuid;
  version: number;
  name: string;
  at: Instant;
  actor: string;
  text: string;
  data: unknown;
}

export interface Fact {
  name: string;
  value: string;
}
export interface Statement {
  topic: string;
  claim: string;
  rule: string;
  ruleText: string;
  ruleVersion: string;
  ruleStatus: RuleStatus;
  source: string;
  facts: Fact[];
  changes: string[];
}
export interface Explanation {
  on: Day;
  sentence: string;
  phase: Phase;
  statements: Statement[];
}

export interface KeyMatches {
  matched: Key[];
  unknown: string[];
  malformed: string[];
  duplicates: string[];
}
