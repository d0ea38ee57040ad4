import type {
  CertificateCell,
  CertificationPath,
  Certifications,
  CertifiedPerson,
  ComingCourse,
  Course,
  Enrolment,
  MissingPeople,
  NextLevel,
  PathColumn,
  ReachedLevel,
  Reminded,
  Results,
  RevokedCertificate,
} from '../../../core/learning/types.js';
import { builder } from '../builder.js';
import { connectionOf } from '../connection.js';
import { Role } from '../enums.js';
import { publicId } from '../node.js';

export const CourseKind = builder.enumType('CourseKind', {
  values: {
    COURSE: { description: 'People come to a place.' },
    WEBINAR: { description: 'People follow a link.' },
  } as const,
});
const CourseState = builder.enumType('CourseState', {
  values: {
    OPEN: { description: 'People may enrol.' },
    FULL: { description: 'Every seat is taken.' },
    CLOSED: { description: 'The last day for enrolling is over.' },
    BEGUN: { description: 'It is going on: results are entered.' },
    ENDED: { description: 'It is over: results are entered.' },
    CANCELLED: {},
  } as const,
});
export const CourseTime = builder.enumType('CourseTime', {
  values: {
    COMING: { description: 'Not over yet, the next first.' },
    PAST: { description: 'Over, the newest first.' },
  } as const,
});
export const LearningOutcome = builder.enumType('LearningOutcome', {
  values: { PASSED: { description: 'A certificate follows (PP-2).' }, FAILED: {}, NO_SHOW: {} } as const,
});
const CertificateState = builder.enumType('CertificateState', {
  values: {
    VALID: {},
    EXPIRING: { description: 'Holds, and ends within 60 days.' },
    EXPIRED: {},
    REVOKED: {},
  } as const,
});

export const CertificationPathRef = builder.objectRef<CertificationPath>('CertificationPath').implement({
  description: 'What courses lead to; the level rules ask for certificates by its code.',
  fields: (t) => ({
    code: t.exposeString('code'),
    name: t.exposeString('name'),
    validityMonths: t.exposeInt('validityMonths', { nullable: true, description: 'null: without end.' }),
    described: t.exposeBoolean('described', { description: 'false: only the level rules name it.' }),
    inRules: t.exposeBoolean('inRules', { description: 'A published version of the level rules asks for it.' }),
  }),
});

const EnrolmentRef = builder.objectRef<Enrolment>('Enrolment').implement({
  fields: (t) => ({
    personId: t.id({ resolve: (one) => publicId('person', one.personId) }),
    person: t.exposeString('person'),
    partnerId: t.id({ resolve: (one) => publicId('partner', one.partnerId) }),
    partnerName: t.exposeString('partnerName'),
    enrolledAt: t.expose('enrolledAt', { type: 'DateTime' }),
    enrolledBy: t.exposeString('enrolledBy'),
    outcome: t.expose('outcome', { type: LearningOutcome, nullable: true }),
    outcomeOn: t.expose('outcomeOn', { type: 'Date', nullable: true }),
    certificateId: t.id({
      nullable: true,
      resolve: (one) => (one.certificateId === null ? null : publicId('certificate', one.certificateId)),
    }),
  }),
});
export const CourseRef = builder.objectRef<Course>('Course').implement({
  description: 'A course or webinar (PP-2).',
  fields: (t) => ({
    id: t.id({ resolve: (course) => publicId('course', course.id) }),
    kind: t.expose('kind', { type: CourseKind }),
    path: t.exposeString('path', { description: 'Code of the certification path it leads to.' }),
    pathName: t.exposeString('pathName'),
    title: t.exposeString('title'),
    language: t.exposeString('language', { description: 'It is held in.' }),
    startsAt: t.expose('startsAt', { type: 'DateTime' }),
    endsAt: t.expose('endsAt', { type: 'DateTime' }),
    starts: t.exposeString('starts', { description: 'As clocks in the time zone show it, yyyy-MM-ddTHH:mm.' }),
    ends: t.exposeString('ends'),
    timeZone: t.exposeString('timeZone'),
    openUntil: t.expose('openUntil', { type: 'Date', description: 'Last day on which people may enrol.' }),
    seats: t.exposeInt('seats'),
    taken: t.exposeInt('taken'),
    state: t.expose('state', { type: CourseState }),
    link: t.exposeString('link', {
      nullable: true,
      description: 'For operators, and for partners somebody of whom is enrolled.',
    }),
    cancelReason: t.exposeString('cancelReason', { nullable: true }),
    version: t.exposeInt('version'),
    enrolments: t.expose('enrolments', {
      type: [EnrolmentRef],
      description: 'Operators see everybody, in `course` alone; partners their own people.',
    }),
  }),
});
export const CourseConnection = connectionOf('Course', CourseRef, false);

const ReachedLevelRef = builder.objectRef<ReachedLevel>('ReachedLevel').implement({
  description: 'A partner that rose (PP-4).',
  fields: (t) => ({
    partnerId: t.id({ resolve: (one) => publicId('partner', one.partnerId) }),
    partnerName: t.exposeString('partnerName'),
    level: t.exposeString('level'),
    name: t.exposeString('name'),
  }),
});
export const ResultsRef = builder.objectRef<Results>('CourseResults').implement({
  fields: (t) => ({
    course: t.expose('course', { type: CourseRef }),
    levels: t.expose('levels', { type: [ReachedLevelRef] }),
  }),
});

const CertificateCellRef = builder.objectRef<CertificateCell>('CertificationCell').implement({
  description: 'Somebody’s newest certificate of one path.',
  fields: (t) => ({
    id: t.id({ resolve: (one) => publicId('certificate', one.id) }),
    path: t.exposeString('path'),
    from: t.expose('from', { type: 'Date' }),
    until: t.expose('until', { type: 'Date', nullable: true, description: 'Last day; null: no end.' }),
    state: t.expose('state', { type: CertificateState }),
    counts: t.exposeBoolean('counts', { description: 'For the partner’s level, today.' }),
    revokedOn: t.expose('revokedOn', { type: 'Date', nullable: true }),
    revocationReason: t.exposeString('revocationReason', { nullable: true }),
  }),
});
const ComingCourseRef = builder.objectRef<ComingCourse>('ComingCourse').implement({
  description: 'A course somebody is enrolled in that is not over.',
  fields: (t) => ({
    id: t.id({ resolve: (one) => publicId('course', one.id) }),
    path: t.exposeString('path'),
    title: t.exposeString('title'),
    startsAt: t.expose('startsAt', { type: 'DateTime' }),
  }),
});
const CertifiedPersonRef = builder.objectRef<CertifiedPerson>('CertifiedPerson').implement({
  fields: (t) => ({
    id: t.id({ resolve: (one) => publicId('person', one.id) }),
    name: t.exposeString('name'),
    login: t.exposeString('login'),
    role: t.expose('role', { type: Role }),
    disabled: t.exposeBoolean('disabled', { description: 'Their certificates count no longer (PP-2).' }),
    you: t.exposeBoolean('you'),
    certificates: t.expose('certificates', { type: [CertificateCellRef] }),
    coming: t.expose('coming', { type: [ComingCourseRef] }),
  }),
});
const PathColumnRef = builder.objectRef<PathColumn>('PathColumn').implement({
  fields: (t) => ({
    code: t.exposeString('code'),
    name: t.exposeString('name'),
    validityMonths: t.exposeInt('validityMonths', { nullable: true }),
    certified: t.exposeInt('certified', { description: 'People who count today.' }),
  }),
});
const MissingPeopleRef = builder.objectRef<MissingPeople>('MissingPeople').implement({
  fields: (t) => ({
    path: t.exposeString('path'),
    pathName: t.exposeString('pathName'),
    required: t.exposeInt('required'),
    actual: t.exposeInt('actual'),
    missing: t.exposeInt('missing'),
  }),
});
const NextLevelRef = builder.objectRef<NextLevel>('NextLevel').implement({
  description: 'What the next level asks for.',
  fields: (t) => ({
    code: t.exposeString('code'),
    name: t.exposeString('name'),
    pointsMissing: t.expose('pointsMissing', { type: 'Points' }),
    people: t.expose('people', { type: [MissingPeopleRef] }),
  }),
});
export const CertificationsRef = builder.objectRef<Certifications>('Certifications').implement({
  description: 'Person × certification of a partner.',
  fields: (t) => ({
    partnerId: t.id({ resolve: (one) => publicId('partner', one.partnerId) }),
    partnerName: t.exposeString('partnerName'),
    today: t.expose('today', { type: 'Date' }),
    timeZone: t.exposeString('timeZone'),
    level: t.exposeString('level', { nullable: true }),
    paths: t.expose('paths', { type: [PathColumnRef] }),
    people: t.expose('people', { type: [CertifiedPersonRef] }),
    next: t.expose('next', { type: NextLevelRef, nullable: true, description: 'null at the top.' }),
  }),
});

export const RevokedCertificateRef = builder.objectRef<RevokedCertificate>('RevokedCertificate').implement({
  fields: (t) => ({
    id: t.id({ resolve: (one) => publicId('certificate', one.id) }),
    person: t.exposeString('person'),
    path: t.exposeString('path'),
    until: t.expose('until', { type: 'Date', nullable: true }),
    revokedOn: t.expose('revokedOn', { type: 'Date' }),
    reason: t.exposeString('reason'),
  }),
});
export const RemindedRef = builder.objectRef<Reminded>('Reminded').implement({
  fields: (t) => ({
    person: t.exposeString('person'),
    path: t.exposeString('path'),
    sent: t.exposeBoolean('sent', { description: 'false: they were asked today already.' }),
  }),
});
