import type { Cause, Phase, Service } from '../../core/key-types.js';
import { builder } from './builder.js';
import { KeyStatus, RuleStatus } from './enums.js';
import { EntitlementRef } from './values.js';

export const ServiceRef = builder.objectRef<Service>('Service').implement({
  fields: (t) => ({ code: t.exposeString('code'), name: t.exposeString('name') }),
});

const CauseRef = builder.objectRef<Cause>('Cause').implement({
  description: 'Why: a rule by its code, its text in the reader’s language, and the version it comes from.',
  fields: (t) => ({
    rule: t.exposeString('rule'),
    text: t.exposeString('text'),
    ruleVersion: t.exposeString('ruleVersion'),
    status: t.expose('status', { type: RuleStatus }),
    source: t.exposeString('source'),
  }),
});

export const PhaseRef = builder.objectRef<Phase>('Phase').implement({
  description: 'What holds in one stretch of time.',
  fields: (t) => ({
    from: t.expose('from', { type: 'Date' }),
    to: t.expose('to', { type: 'Date', nullable: true, description: 'Last day; null: without end.' }),
    status: t.expose('status', { type: KeyStatus }),
    effective: t.expose('effective', { type: EntitlementRef }),
    servicesOff: t.expose('servicesOff', { type: [ServiceRef] }),
    support: t.exposeBoolean('support'),
    updates: t.exposeBoolean('updates'),
    renewable: t.exposeBoolean('renewable'),
    tradeInOnly: t.exposeBoolean('tradeInOnly'),
    warnAtRenewal: t.exposeBoolean('warnAtRenewal'),
    provisional: t.exposeBoolean('provisional', { description: 'what would hold under provisional versions' }),
    causes: t.expose('causes', { type: [CauseRef] }),
  }),
});
