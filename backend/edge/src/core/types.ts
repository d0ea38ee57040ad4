import type { ReviewOutcome } from './programme-types.js';

/**
 * The answers of the core's REST `/v1`, as the edge reads them: the GraphQL types with bare UUIDs.
 * Instants are RFC 3339 in UTC, days are `YYYY-MM-DD`, money is minor units of its currency.
 */

export type Uuid = string;
export type Day = string;
export type Instant = string;

export type KeyKind = 'ANNUAL' | 'PERPETUAL' | 'SUBSCRIPTION';
export type Edition = 'STANDARD' | 'PROFESSIONAL' | 'ENTERPRISE';
export type KeyStatus =
  'NOT_STARTED' | 'ACTIVE' | 'FALLBACK' | 'MAINTENANCE_WINDOW' | 'MAINTENANCE_LAPSED' | 'EXPIRED' | 'CLOSED';
export type Role = 'OPERATOR' | 'OWNER' | 'SALES' | 'SUPPORT' | 'PURCHASE';
export type RuleStatus = 'PROVISIONAL' | 'FINAL' | 'WITHDRAWN';
export type ImportKind = 'KEYS' | 'CUSTOMERS' | 'USAGE' | 'TURNOVER' | 'CERTIFICATES';
export type ImportState = 'CHECKING' | 'CHECKED' | 'COMMITTING' | 'DONE' | 'STOPPED' | 'FAILED';

export interface Money {
  minor: number;
  currency: string;
}
export interface Total {
  count: number;
  atLeast: boolean;
}

/** One page by keyset. `cursors` runs parallel to `items` and is there only where it was asked for. */
export interface Page<T> {
  items: T[];
  cursors?: string[] | null;
  endCursor: string | null;
  hasNextPage: boolean;
  total?: Total | null;
}

export interface Tenant {
  slug: string;
  name: string;
  currency: string;
  timeZone: string;
  languages: string[];
  today: Day;
}
/** A partner is kept out by an operator. */
export interface Suspension {
  since: Instant;
  reason: string;
}
export interface Membership {
  tenant: Tenant;
  organisation: string;
  role: Role;
  suspension: Suspension | null;
}
export interface Me {
  name: string;
  login: string | null;
  application: boolean;
  language: string | null;
  tenant: Tenant | null;
  organisation: string | null;
  role: Role | null;
  /** Id and name alone. */
  partner: Partner | null;
  memberships: Membership[];
  permissions: string[];
  preferences: unknown;
  /** An operator sees what `partner` sees, and may only read. */
  viewing?: { id: Uuid; until: Instant } | null;
}

export interface Attention {
  kind: string;
  count: number;
  atStake: Money[];
  filter: unknown;
}
export interface ExpiryDay {
  day: Day;
  keys: number;
  atStake: Money[];
}
export interface Home {
  attention: Attention[];
  heat: ExpiryDay[];
  keys: number;
  customers: number;
}

/** Inside something else a customer comes without its partner. */
export interface Customer {
  id: Uuid;
  name: string;
  email: string | null;
  vatId: string | null;
  country: string | null;
  city: string | null;
  language: string | null;
  education: boolean;
  partner?: Partner | null;
  createdAt: Instant;
}
/** Inside something else only id and name are sure to come along. */
export interface Partner {
  id: Uuid;
  name: string;
  country?: string | null;
  city?: string | null;
  language?: string | null;
  level?: string | null;
  vatId?: string | null;
  suspended?: boolean;
  keys?: number | null;
  points?: number | null;
  outlook?: ReviewOutcome | null;
  people?: number | null;
  since?: Instant | null;
}

export interface SearchHit {
  kind: string;
  id: Uuid;
  title: string;
  subtitle: string | null;
}

export interface Permission {
  operation: string;
  text: string;
  roles: Role[];
}

export interface AuditEntry {
  id: Uuid;
  at: Instant;
  actor: string;
  actorRole: Role | null;
  action: string;
  objectKind: string;
  objectId: Uuid;
  object: string;
  changes: unknown;
  reason: string | null;
  requestId: string;
  address: string | null;
}

export interface Import {
  id: Uuid;
  kind: ImportKind;
  state: ImportState;
  fileName: string;
  rows: number;
  done: number;
  good: number;
  bad: number;
  unchanged: number;
  created: number;
  changed: number;
  committed: number;
  startedAt: Instant;
  startedBy: string;
  finishedAt: Instant | null;
  etaSeconds: number | null;
}
export interface ImportProblem {
  line: number;
  column: string | null;
  value: string | null;
  code: string;
  message: string;
  rule: string | null;
}
