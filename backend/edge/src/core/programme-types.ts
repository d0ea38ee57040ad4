import type { OrderLink } from './order-types.js';
import type { Day, Instant, Money, Page, Uuid } from './types.js';

export type * from './reviews/types.js';

export type PointCause = 'ORDER' | 'REFUND' | 'REFUND_UNDONE' | 'CORRECTION' | 'TURNOVER';
export type LevelCause = 'TAKEN' | 'PROMOTION' | 'REVIEW' | 'CORRECTION';
export type ReviewOutcome = 'KEEPS' | 'NOTICE' | 'IN_GRACE' | 'DEMOTED';

export interface Criterion {
  required: number;
  actual: number;
  missing: number;
  met: boolean;
}
export interface CertificateCriterion extends Criterion {
  path: string;
}
export interface WeighedLevel {
  code: string;
  name: string;
  discountPercent: number;
  held: boolean;
  met: boolean;
  points: Criterion;
  certificates: CertificateCriterion[];
}
export interface LevelRules {
  version: string;
  rule: string;
  effectiveFrom: Day;
  source: string;
  example: boolean;
  note: string | null;
}
export interface Standing {
  from: Day;
  to: Day;
  points: number;
  held: string | null;
  next: string | null;
  levels: WeighedLevel[];
}
export interface Flip {
  points: number;
  certificates: { path: string; people: number }[];
  text: string;
}
export interface NextReview {
  on: Day;
  from: Day;
  lastDay: Day;
  points: number;
  leaving: number;
  outcome: ReviewOutcome;
  levelAfter: string | null;
  text: string | null;
  flips: Flip[];
}
export interface Certificate {
  person: string;
  path: string;
  from: Day;
  until: Day | null;
  valid: boolean;
}
export interface LevelStep {
  n: number;
  on: Day;
  from: string | null;
  level: string;
  name: string;
  cause: LevelCause;
  text: string;
  points: number | null;
}
/** Where a partner stands in the programme. */
export interface PartnerLevel {
  partnerId: Uuid;
  partnerName: string;
  today: Day;
  currency: string;
  level: string | null;
  rules: LevelRules | null;
  standing: Standing | null;
  nextReview: NextReview | null;
  certificates: Certificate[];
  history: LevelStep[];
  announced: AnnouncedRules | null;
}
/** A version that does not hold yet, and what it means for the partner. */
export interface AnnouncedRules {
  version: string;
  effectiveFrom: Day;
  note: string | null;
  discountNow: number | null;
  discountThen: number | null;
  missing: number;
  changes: LevelRuleChange[];
  text: string;
}

/** One line of a partner's ledger of points. */
export interface PointLine {
  id: Uuid;
  countsOn: Day;
  points: number;
  counts: boolean;
  cause: PointCause;
  causeText: string;
  rule: string;
  text: string;
  order: OrderLink | null;
  at: Instant;
  actor: string;
}
export type PointPage = Page<PointLine>;

/** What renewing chosen keys and certifying people would come to. */
export interface Plan {
  partnerId: Uuid;
  today: Day;
  on: Day;
  from: Day;
  until: Day;
  currency: string;
  held: string | null;
  points: number;
  earned: number;
  goal: PlanGoal | null;
  keys: PlanKey[];
  more: boolean;
  certify: string[];
  reaches: boolean;
  steps: PlanStep[];
  review: NextReview | null;
}
export interface PlanGoal {
  code: string;
  name: string;
  discountPercent: number;
  points: number;
  people: { path: string; people: number }[];
}
export interface PlanKey {
  id: Uuid;
  number: string;
  customerName: string;
  lastDay: Day;
  net: Money;
  points: number;
  chosen: boolean;
}
export interface PlanStep {
  on: Day;
  level: string;
  name: string;
  discountPercent: number;
}

export type LevelRulePart = 'LEVEL' | 'NAME' | 'POINTS' | 'PEOPLE' | 'DISCOUNT' | 'NFR_KEYS' | 'BENEFIT';
export type LevelVersionState = 'PAST' | 'IN_FORCE' | 'ANNOUNCED' | 'WITHDRAWN';
export interface LevelRuleChange {
  level: string;
  name: string;
  part: LevelRulePart;
  path: string | null;
  from: string | null;
  to: string | null;
}
export interface LevelRow {
  code: string;
  name: string;
  points: number;
  discountPercent: number;
  certificates: { path: string; people: number }[];
  benefits: string[];
  nfrKeys: number;
}
export interface LevelVersion {
  version: string;
  effectiveFrom: Day;
  until: Day | null;
  state: LevelVersionState;
  source: string;
  example: boolean;
  note: string | null;
  rows: LevelRow[];
  changes: LevelRuleChange[];
  withdrawal: LevelWithdrawal | null;
}
/** Announced rules that were taken back before they held; by whom and why for operators. */
export interface LevelWithdrawal {
  on: Day;
  by: string | null;
  reason: string | null;
}
export interface LevelDraft {
  effectiveFrom: Day;
  note: string | null;
  rows: LevelRow[];
  updatedAt: Instant;
  updatedBy: string;
  problems: { field: string; code: string; message: string }[];
  changes: LevelRuleChange[];
}
/** All versions of the level rules, and the draft where the reader may see it. */
export interface LevelRuleBook {
  today: Day;
  currency: string;
  versions: LevelVersion[];
  paths: string[];
  draftVersion: number;
  draft: LevelDraft | null;
}

/** An operator begins to see what a partner sees. */
export interface Viewing {
  id: Uuid;
  partnerId: Uuid;
  partnerName: string;
  until: Instant;
}
export interface PartnerNote {
  id: Uuid;
  text: string;
  at: Instant;
  actor: string;
}

export type LevelMove = 'SAME' | 'HIGHER' | 'LOWER';
/** A partner that would have stood elsewhere under the draft. */
export interface BackTestMove {
  partnerId: Uuid;
  partnerName: string;
  then: string | null;
  draft: string | null;
  move: LevelMove;
  turnover: Money;
  cost: Money;
}
export interface BackTestHalfYear {
  on: Day;
  through: Day;
  partners: number;
  higher: number;
  lower: number;
  turnover: Money;
  cost: Money;
  moves: BackTestMove[];
}
/** A draft of the level rules, tried on the past. */
export interface BackTest {
  today: Day;
  begins: Day;
  draftVersion: number;
  cost: Money;
  halfYears: BackTestHalfYear[];
}
