import type { ActionRefusal } from '../key-types.js';
import type { OrderLink } from '../order-types.js';
import type { Certificate, Flip, PointCause, ReviewOutcome, WeighedLevel } from '../programme-types.js';
import type { Day, Edition, Instant, KeyKind, KeyStatus, Uuid } from '../types.js';

export type ReviewState =
  | 'SNAPSHOT'
  | 'WEIGHING'
  | 'KEYS'
  | 'COMPARED'
  | 'APPROVED'
  | 'PUBLISHING'
  | 'PUBLISHED'
  | 'STOPPED'
  | 'FAILED'
  | 'CANCELLED';
export type ReviewEffect = 'APPLIED' | 'OVERTAKEN' | 'EXEMPTED';
export type CorrectionEffect = 'LEVEL_RESTORED' | 'NOTICE_WITHDRAWN';
export type ReviewMark = 'LOSES_LEVEL' | 'NARROWLY_BELOW' | 'NARROWLY_KEPT' | 'UNKNOWN_LEVEL' | 'POINTS_BELOW_NOTHING';
export type KeyCompliance = 'NOT_REPORTED' | 'COMPLIES' | 'OVER' | 'OVERDUE';

export interface ReviewCounts {
  keeps: number;
  notice: number;
  inGrace: number;
  demoted: number;
  marked: number;
  exempted: number;
  overtaken: number;
}
export interface ReviewAction {
  operation: string;
  allowed: boolean;
  refusal: ActionRefusal | null;
}
/** A half-yearly review, or a dry run of one. */
export interface Review {
  id: Uuid;
  on: Day;
  dry: boolean;
  state: ReviewState;
  stoppedIn: ReviewState | null;
  from: Day;
  to: Day;
  rules: string;
  approvalsNeeded: number;
  startedAt: Instant;
  startedBy: string;
  publishedOn: Day | null;
  finishedAt: Instant | null;
  reason: string | null;
  partners: number;
  keys: number;
  done: number;
  total: number;
  etaSeconds: number | null;
  approvals: { name: string; at: Instant }[];
  counts: ReviewCounts | null;
  actions: ReviewAction[];
}
/** What a review came to for a partner. */
export interface ReviewResult {
  partnerId: Uuid;
  partnerName: string;
  outcome: ReviewOutcome;
  levelBefore: string | null;
  levelAfter: string | null;
  points: number;
  required: number | null;
  margin: number | null;
  text: string;
  marks: { mark: ReviewMark; text: string }[];
  exemption: { reason: string; by: string; at: Instant } | null;
  effect: ReviewEffect | null;
}
/** All that it was decided from, and the record run again just now. */
export interface ReviewRecord {
  runId: Uuid;
  on: Day;
  dry: boolean;
  from: Day;
  to: Day;
  rules: string;
  publishedOn: Day | null;
  currency: string;
  result: ReviewResult;
  levels: WeighedLevel[];
  certificates: Certificate[];
  noticeBefore: { givenOn: Day; graceUntil: Day } | null;
  flips: Flip[];
  lines: number;
  replay: Replay;
  corrections: ReviewCorrection[];
  late: ReviewLate | null;
}
export interface Replay {
  same: boolean;
  hash: string;
}
/** What came in after the snapshot and was weighed beside it. */
export interface ReviewCorrection {
  n: number;
  on: Day;
  at: Instant;
  by: string | null;
  reason: string | null;
  effect: CorrectionEffect;
  effectText: string;
  outcome: ReviewOutcome;
  level: string | null;
  points: number;
  text: string;
  lines: ReviewLine[];
  certificates: Certificate[];
  replay: Replay;
}
/** What no correction has counted yet. */
export interface ReviewLate {
  lines: number;
  points: number;
  certificates: number;
  allowed: boolean;
  refusal: ActionRefusal | null;
}
export interface ReviewLine {
  countsOn: Day;
  points: number;
  cause: PointCause;
  causeText: string;
  text: string;
  order: OrderLink | null;
}
/** What a key was on the day of a review, and what it gave. */
export interface KeyReview {
  runId: Uuid;
  on: Day;
  partnerId: Uuid | null;
  partnerName: string | null;
  level: string | null;
  kind: KeyKind;
  edition: Edition;
  size: number;
  lastDay: Day | null;
  status: KeyStatus;
  effectiveEdition: Edition;
  effectiveSize: number;
  support: boolean;
  compliance: KeyCompliance;
  counted: number | null;
  maxExtensions: number | null;
  points: number;
  keyVersion: number;
}
export interface ReviewCheck {
  results: number;
  same: number;
  different: string[];
  partners: number;
}
