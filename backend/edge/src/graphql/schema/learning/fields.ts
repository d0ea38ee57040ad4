import { bareId } from '../../../core/ids.js';
import type { CertificationPath, Course, Reminded, Results, RevokedCertificate } from '../../../core/learning/types.js';
import { wantsCursors } from '../../selection.js';
import { builder } from '../builder.js';
import { payloadOf, sent } from '../command.js';
import { connect, pageArguments } from '../connection.js';
import { every, type Fields } from '../inputs.js';
import {
  CertificationPathRef,
  CertificationsRef,
  CourseConnection,
  CourseKind,
  CourseRef,
  CourseTime,
  LearningOutcome,
  RemindedRef,
  ResultsRef,
  RevokedCertificateRef,
} from './types.js';

builder.queryFields((t) => ({
  certificationPaths: t.field({
    type: [CertificationPathRef],
    description: 'The certification paths of the programme, by name.',
    resolve: (_, __, { core }) => core.certificationPaths(),
  }),
  courses: t.field({
    type: CourseConnection,
    description: 'Courses and webinars; `first` is 1 to 100.',
    args: {
      first: t.arg.int({ required: true }),
      after: t.arg.string(),
      time: t.arg({ type: CourseTime, description: 'COMING where it is not given.' }),
      path: t.arg.string({ description: 'Code of a certification path.' }),
    },
    resolve: (_, args, { core }, info) =>
      connect(args, core.courses(pageArguments(args, wantsCursors(info)), { time: args.time, path: args.path })),
  }),
  course: t.field({
    type: CourseRef,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_, { id }, { core }) => core.course(bareId('course', id)),
  }),
  certifications: t.field({
    type: CertificationsRef,
    nullable: true,
    description: 'Who of a partner is certified in what. Partners read their own.',
    args: { partnerId: t.arg.id({ required: true }) },
    resolve: (_, { partnerId }, { core }) => core.certifications(bareId('partner', partnerId)),
  }),
}));

const PathPayload = payloadOf<CertificationPath>('CertificationPath', 'path', CertificationPathRef);
const CoursePayload = payloadOf<Course>('Course', 'course', CourseRef);
const ResultsPayload = payloadOf<Results>('CourseResults', 'results', ResultsRef);
const RevokedPayload = payloadOf<RevokedCertificate>('RevokedCertificate', 'certificate', RevokedCertificateRef);
const RemindedPayload = payloadOf<Reminded>('Reminded', 'reminded', RemindedRef);

const SaveCertificationPathInput = builder.inputType('SaveCertificationPathInput', {
  fields: (t) => ({
    code: t.string({ required: true }),
    name: t.string({ required: true }),
    validityMonths: t.int({ description: 'null: without end.' }),
    ...every(t),
  }),
});
const CLOCK = { required: true, description: 'By the clocks of the programme’s time zone, yyyy-MM-ddTHH:mm.' } as const;
/** What a course is, announced or changed. */
const ofCourseAsked = (t: Fields) => ({
  kind: t.field({ type: CourseKind, required: true }),
  path: t.string({ required: true, description: 'Code of the certification path it leads to.' }),
  title: t.string({ required: true }),
  language: t.string({ required: true }),
  starts: t.string(CLOCK),
  ends: t.string(CLOCK),
  openUntil: t.field({ type: 'Date', description: 'Last day for enrolling; the day it starts without it.' }),
  seats: t.int({ required: true }),
  link: t.string({ description: 'https.' }),
});
const CourseInput = builder.inputType('CourseInput', { fields: ofCourseAsked });
const CreateCourseInput = builder.inputType('CreateCourseInput', {
  fields: (t) => ({ ...ofCourseAsked(t), ...every(t) }),
});
const ChangeCourseInput = builder.inputType('ChangeCourseInput', {
  fields: (t) => ({
    id: t.id({ required: true }),
    expectedVersion: t.int({ required: true }),
    course: t.field({ type: CourseInput, required: true }),
    ...every(t),
  }),
});
const CancelCourseInput = builder.inputType('CancelCourseInput', {
  fields: (t) => ({ id: t.id({ required: true }), reason: t.string({ required: true }), ...every(t) }),
});
const WHO = { description: 'Somebody of a partner; oneself where it is not given.' } as const;
const EnrolPersonInput = builder.inputType('EnrolPersonInput', {
  fields: (t) => ({ id: t.id({ required: true }), personId: t.id(WHO), ...every(t) }),
});
const WithdrawPersonInput = builder.inputType('WithdrawPersonInput', {
  fields: (t) => ({ id: t.id({ required: true }), personId: t.id(WHO), ...every(t) }),
});
const ResultInput = builder.inputType('ResultInput', {
  fields: (t) => ({
    personId: t.id({ required: true }),
    outcome: t.field({ type: LearningOutcome, required: true }),
    on: t.field({ type: 'Date', description: 'Today without it. A certificate holds from it on.' }),
  }),
});
const RecordResultsInput = builder.inputType('RecordResultsInput', {
  fields: (t) => ({
    id: t.id({ required: true }),
    results: t.field({ type: [ResultInput], required: true }),
    ...every(t),
  }),
});
const RevokeCertificateInput = builder.inputType('RevokeCertificateInput', {
  fields: (t) => ({ id: t.id({ required: true }), reason: t.string({ required: true }), ...every(t) }),
});
const RemindPersonInput = builder.inputType('RemindPersonInput', {
  fields: (t) => ({
    id: t.id({ required: true, description: 'The partner’s.' }),
    personId: t.id({ required: true }),
    path: t.string({ required: true }),
    ...every(t),
  }),
});

const ofCourse = (id: string, verb: string): string => `/v1/courses/${bareId('course', id)}/${verb}`;
const who = (personId: string | null | undefined): { person?: string } =>
  personId == null ? {} : { person: bareId('person', personId) };

builder.mutationFields((t) => ({
  saveCertificationPath: t.field({
    type: PathPayload,
    description: 'Say what a certification path is called and how long its certificates hold.',
    args: { input: t.arg({ type: SaveCertificationPathInput, required: true }) },
    resolve: (_, { input }, context) => {
      const { code, name, validityMonths = null } = input;
      return sent<CertificationPath>('/v1/certification-paths/save', input, context, { code, name, validityMonths });
    },
  }),
  createCourse: t.field({
    type: CoursePayload,
    description: 'Announce a course or webinar.',
    args: { input: t.arg({ type: CreateCourseInput, required: true }) },
    resolve: (_, { input }, context) => sent<Course>('/v1/courses/create', input, context),
  }),
  changeCourse: t.field({
    type: CoursePayload,
    description: 'Change a course before it begins.',
    args: { input: t.arg({ type: ChangeCourseInput, required: true }) },
    resolve: (_, { input }, context) => {
      const { expectedVersion, course } = input;
      return sent<Course>(ofCourse(input.id, 'change'), input, context, { expectedVersion, course });
    },
  }),
  cancelCourse: t.field({
    type: CoursePayload,
    description: 'Cancel with a reason; those who are enrolled read it in a mail.',
    args: { input: t.arg({ type: CancelCourseInput, required: true }) },
    resolve: (_, { input }, context) =>
      sent<Course>(ofCourse(input.id, 'cancel'), input, context, { reason: input.reason }),
  }),
  enrolPerson: t.field({
    type: CoursePayload,
    description: 'Take a seat: for oneself; owners also for their people.',
    args: { input: t.arg({ type: EnrolPersonInput, required: true }) },
    resolve: (_, { input }, context) => sent<Course>(ofCourse(input.id, 'enrol'), input, context, who(input.personId)),
  }),
  withdrawPerson: t.field({
    type: CoursePayload,
    description: 'Give a seat back before the course begins.',
    args: { input: t.arg({ type: WithdrawPersonInput, required: true }) },
    resolve: (_, { input }, context) =>
      sent<Course>(ofCourse(input.id, 'withdraw'), input, context, who(input.personId)),
  }),
  recordResults: t.field({
    type: ResultsPayload,
    description: 'Enter what came of a course, all of it or nothing.',
    args: { input: t.arg({ type: RecordResultsInput, required: true }) },
    resolve: (_, { input }, context) =>
      sent<Results>(ofCourse(input.id, 'results'), input, context, {
        results: input.results.map(({ personId, outcome, on }) => ({ ...who(personId), outcome, on: on ?? null })),
      }),
  }),
  revokeCertificate: t.field({
    type: RevokedPayload,
    description: 'Take a certificate back; it counts no longer from today on.',
    args: { input: t.arg({ type: RevokeCertificateInput, required: true }) },
    resolve: (_, { input }, context) =>
      sent<RevokedCertificate>(`/v1/certificates/${bareId('certificate', input.id)}/revoke`, input, context, {
        reason: input.reason,
      }),
  }),
  remindPerson: t.field({
    type: RemindedPayload,
    description: 'Ask somebody by mail to get or renew a certificate; of the same once a day.',
    args: { input: t.arg({ type: RemindPersonInput, required: true }) },
    resolve: (_, { input }, context) =>
      sent<Reminded>(`/v1/partners/${bareId('partner', input.id)}/certifications/remind`, input, context, {
        ...who(input.personId),
        path: input.path,
      }),
  }),
}));
