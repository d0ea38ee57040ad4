import type { Day, Instant, Role, Uuid } from '../types.js';

export type CourseKind = 'COURSE' | 'WEBINAR';
export type CourseState = 'OPEN' | 'FULL' | 'CLOSED' | 'BEGUN' | 'ENDED' | 'CANCELLED';
export type LearningOutcome = 'PASSED' | 'FAILED' | 'NO_SHOW';
export type CertificateState = 'VALID' | 'EXPIRING' | 'EXPIRED' | 'REVOKED';

export interface CertificationPath {
  code: string;
  name: string;
  validityMonths: number | null;
  described: boolean;
  inRules: boolean;
}

export interface Enrolment {
  personId: Uuid;
  person: string;
  partnerId: Uuid;
  partnerName: string;
  enrolledAt: Instant;
  enrolledBy: string;
  outcome: LearningOutcome | null;
  outcomeOn: Day | null;
  certificateId: Uuid | null;
}
export interface Course {
  id: Uuid;
  kind: CourseKind;
  path: string;
  pathName: string;
  title: string;
  language: string;
  startsAt: Instant;
  endsAt: Instant;
  /** As calendars and clocks in the tenant's zone show it. */
  starts: string;
  ends: string;
  timeZone: string;
  openUntil: Day;
  seats: number;
  taken: number;
  state: CourseState;
  link: string | null;
  cancelReason: string | null;
  version: number;
  enrolments: Enrolment[];
}

export interface ReachedLevel {
  partnerId: Uuid;
  partnerName: string;
  level: string;
  name: string;
}
export interface Results {
  course: Course;
  levels: ReachedLevel[];
}

export interface CertificateCell {
  id: Uuid;
  path: string;
  from: Day;
  until: Day | null;
  state: CertificateState;
  counts: boolean;
  revokedOn: Day | null;
  revocationReason: string | null;
}
export interface ComingCourse {
  id: Uuid;
  path: string;
  title: string;
  startsAt: Instant;
}
export interface CertifiedPerson {
  id: Uuid;
  name: string;
  login: string;
  role: Role;
  disabled: boolean;
  you: boolean;
  certificates: CertificateCell[];
  coming: ComingCourse[];
}
export interface PathColumn {
  code: string;
  name: string;
  validityMonths: number | null;
  certified: number;
}
export interface MissingPeople {
  path: string;
  pathName: string;
  required: number;
  actual: number;
  missing: number;
}
export interface NextLevel {
  code: string;
  name: string;
  pointsMissing: number;
  people: MissingPeople[];
}
/** Person × certification of a partner. */
export interface Certifications {
  partnerId: Uuid;
  partnerName: string;
  today: Day;
  timeZone: string;
  level: string | null;
  paths: PathColumn[];
  people: CertifiedPerson[];
  next: NextLevel | null;
}

export interface RevokedCertificate {
  id: Uuid;
  personId: Uuid;
  person: string;
  path: string;
  from: Day;
  until: Day | null;
  revokedOn: Day;
  reason: string;
}
export interface Reminded {
  personId: Uuid;
  person: string;
  path: string;
  sent: boolean;
}
