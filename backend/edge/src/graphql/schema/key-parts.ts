import type {
  Acknowledgement,
  Activation,
  DeadlineExtension,
  Explanation,
  Fact,
  Holding,
  KeyAction,
  KeyDate,
  KeyEvent,
  KeyLink,
  Statement,
  Term,
  Transfer,
  UsageReport,
} from '../../core/key-types.js';
import { builder } from './builder.js';
import { connectionOf } from './connection.js';
import { RuleStatus } from './enums.js';
import { publicId } from './node.js';
import { PartnerRef } from './partner.js';
import { PhaseRef } from './phase.js';
import { spokenRefusal, UserError } from './refusal.js';

export const HoldingRef = builder.objectRef<Holding>('Holding').implement({
  description: 'What holds on a day, and the sentence that says so.',
  fields: (t) => ({
    on: t.expose('on', { type: 'Date' }),
    phase: t.expose('phase', { type: PhaseRef }),
    sentence: t.exposeString('sentence'),
  }),
});

export const KeyDateRef = builder.objectRef<KeyDate>('KeyDate').implement({
  description: 'kind: EXPIRY WINDOW_END COHORT_DEADLINE POLICY_DATE EXTENDED_DEADLINE END_OF_LIFE TRIAL_END CLOSING',
  fields: (t) => ({
    kind: t.exposeString('kind'),
    date: t.expose('date', { type: 'Date' }),
    binding: t.exposeBoolean('binding'),
    text: t.exposeString('text'),
    rule: t.exposeString('rule'),
  }),
});

export const TermRef = builder.objectRef<Term>('Term').implement({
  fields: (t) => ({
    start: t.expose('start', { type: 'Date' }),
    lastDay: t.expose('lastDay', { type: 'Date', nullable: true, description: 'null: without end.' }),
    years: t.exposeInt('years'),
    boughtOn: t.expose('boughtOn', { type: 'Date' }),
    kind: t.exposeString('kind'),
  }),
});

export const ActivationRef = builder.objectRef<Activation>('Activation').implement({
  fields: (t) => ({
    fingerprint: t.exposeString('fingerprint'),
    fqdn: t.exposeString('fqdn', { nullable: true }),
    pbxVersion: t.exposeString('pbxVersion', { nullable: true }),
    activatedAt: t.expose('activatedAt', { type: 'DateTime' }),
    lastSeenAt: t.expose('lastSeenAt', { type: 'DateTime', nullable: true }),
    endOfLife: t.expose('endOfLife', { type: 'Date', nullable: true }),
  }),
});

export const UsageReportRef = builder.objectRef<UsageReport>('UsageReport').implement({
  fields: (t) => ({
    usersAndExtensions: t.exposeInt('usersAndExtensions'),
    systemMailboxes: t.exposeInt('systemMailboxes'),
    recycled: t.exposeInt('recycled'),
    counted: t.exposeInt('counted'),
    pbxVersion: t.exposeString('pbxVersion', { nullable: true }),
    reportedBy: t.exposeString('reportedBy'),
    reportedAt: t.expose('reportedAt', { type: 'DateTime' }),
    stale: t.exposeBoolean('stale'),
  }),
});

export const TransferRef = builder.objectRef<Transfer>('Transfer').implement({
  description: 'A proposed change of partner; both sides agree.',
  fields: (t) => ({
    toPartner: t.expose('toPartner', { type: PartnerRef }),
    fromPartner: t.expose('fromPartner', { type: PartnerRef, nullable: true }),
    proposedAt: t.expose('proposedAt', { type: 'DateTime' }),
    proposedBy: t.exposeString('proposedBy'),
    reason: t.exposeString('reason', { nullable: true }),
    yours: t.exposeBoolean('yours', { description: 'The reader’s partner is the one to answer.' }),
  }),
});

export const KeyLinkRef = builder.objectRef<KeyLink>('KeyLink').implement({
  fields: (t) => ({
    id: t.id({ resolve: (link) => publicId('key', link.id) }),
    number: t.exposeString('number'),
  }),
});

export const AcknowledgementRef = builder.objectRef<Acknowledgement>('Acknowledgement').implement({
  fields: (t) => ({
    name: t.exposeString('name'),
    at: t.expose('at', { type: 'DateTime' }),
    counted: t.exposeInt('counted'),
    maxExtensions: t.exposeInt('maxExtensions'),
    text: t.exposeString('text'),
    textVersion: t.exposeString('textVersion'),
  }),
});

export const DeadlineExtensionRef = builder.objectRef<DeadlineExtension>('DeadlineExtension').implement({
  fields: (t) => ({
    to: t.expose('to', { type: 'Date' }),
    reason: t.exposeString('reason'),
    by: t.exposeString('by'),
    at: t.expose('at', { type: 'DateTime' }),
  }),
});

export const KeyActionRef = builder.objectRef<KeyAction>('KeyAction').implement({
  description: 'May the reader do this now; if not, why.',
  fields: (t) => ({
    operation: t.exposeString('operation'),
    allowed: t.exposeBoolean('allowed'),
    refusal: t.field({ type: UserError, nullable: true, resolve: ({ refusal }) => spokenRefusal(refusal) }),
  }),
});

const KeyEventRef = builder.objectRef<KeyEvent>('KeyEvent').implement({
  fields: (t) => ({
    id: t.id({ resolve: (event) => publicId('event', event.id) }),
    version: t.exposeInt('version'),
    name: t.exposeString('name', { description: 'Stored name, such as `key.renewed.v1`.' }),
    at: t.expose('at', { type: 'DateTime' }),
    actor: t.exposeString('actor'),
    text: t.exposeString('text'),
    data: t.expose('data', { type: 'JSON' }),
  }),
});
export const KeyEventConnection = connectionOf('KeyEvent', KeyEventRef, false);

const FactRef = builder.objectRef<Fact>('Fact').implement({
  fields: (t) => ({ name: t.exposeString('name'), value: t.exposeString('value') }),
});

const StatementRef = builder.objectRef<Statement>('Statement').implement({
  fields: (t) => ({
    topic: t.exposeString('topic', {
      description: 'STATUS EDITION EXTENSIONS SERVICES SUPPORT RENEWAL UPDATES DATES',
    }),
    claim: t.exposeString('claim'),
    rule: t.exposeString('rule'),
    ruleText: t.exposeString('ruleText'),
    ruleVersion: t.exposeString('ruleVersion'),
    ruleStatus: t.expose('ruleStatus', { type: RuleStatus }),
    source: t.exposeString('source'),
    facts: t.expose('facts', { type: [FactRef] }),
    changes: t.exposeStringList('changes', { description: 'What would change it.' }),
  }),
});

export const ExplanationRef = builder.objectRef<Explanation>('Explanation').implement({
  description: 'What held or will hold on a day, and why, statement by statement.',
  fields: (t) => ({
    on: t.expose('on', { type: 'Date' }),
    sentence: t.exposeString('sentence'),
    phase: t.expose('phase', { type: PhaseRef }),
    statements: t.expose('statements', { type: [StatementRef] }),
  }),
});
