import type { OrderLink } from './order-types.js';
import type { Day, Instant, Page, Uuid } from './types.js';

export type PointCause = 'ORDER' | 'REFUND' | 'REFUND_UNDONE' | 'CORRECTION' | 'TURNOVER';
export type LevelCause = 'TAKEN' | 'PROMOTION' | 'REVIEW';
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
