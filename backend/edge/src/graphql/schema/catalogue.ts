import type * as Core from '../../core/catalogue-types.js';
import { builder } from './builder.js';
import { Edition, KeyKind, RuleStatus } from './enums.js';
import { ServiceRef } from './phase.js';
import { MoneyRef } from './values.js';

const RuleVersion = builder.objectRef<Core.RuleVersion>('RuleVersion').implement({
  description: 'A dated version of a rule: from when it holds, how firm it is, and who said so.',
  fields: (t) => ({
    id: t.exposeString('id'),
    effectiveFrom: t.expose('effectiveFrom', { type: 'Date' }),
    status: t.expose('status', { type: RuleStatus }),
    source: t.exposeString('source'),
    note: t.exposeString('note', { nullable: true }),
  }),
});

const CatalogueEdition = builder.objectRef<Core.CatalogueEdition>('CatalogueEdition').implement({
  fields: (t) => ({
    code: t.expose('code', { type: Edition }),
    name: t.exposeString('name'),
    active: t.exposeBoolean('active'),
  }),
});

const Feature = builder.objectRef<Core.Feature>('Feature').implement({
  fields: (t) => ({
    code: t.exposeString('code'),
    name: t.exposeString('name'),
    standard: t.exposeString('standard'),
    professional: t.exposeString('professional'),
    enterprise: t.exposeString('enterprise'),
    rule: t.exposeString('rule'),
  }),
});

const SizeRow = builder.objectRef<Core.SizeRow>('SizeRow').implement({
  fields: (t) => ({
    size: t.exposeInt('size'),
    free: t.exposeBoolean('free'),
    maxExtensions: t.exposeInt('maxExtensions'),
    recommendedFrom: t.exposeInt('recommendedFrom', { nullable: true }),
    annual: t.exposeBoolean('annual'),
    perpetual: t.exposeBoolean('perpetual'),
  }),
});
const SizeTable = builder.objectRef<Core.SizeTable>('SizeTable').implement({
  fields: (t) => ({
    version: t.expose('version', { type: RuleVersion }),
    current: t.exposeBoolean('current'),
    rows: t.expose('rows', { type: [SizeRow] }),
  }),
});

const PolicyStage = builder.objectRef<Core.PolicyStage>('PolicyStage').implement({
  fields: (t) => ({
    from: t.expose('from', { type: 'Date', nullable: true }),
    rule: t.exposeString('rule'),
    text: t.exposeString('text'),
  }),
});
const PolicyCalendar = builder.objectRef<Core.PolicyCalendar>('PolicyCalendar').implement({
  fields: (t) => ({
    version: t.expose('version', { type: RuleVersion }),
    current: t.exposeBoolean('current'),
    stages: t.expose('stages', { type: [PolicyStage] }),
  }),
});

const FallbackRow = builder.objectRef<Core.FallbackRow>('FallbackRow').implement({
  fields: (t) => ({
    boughtFrom: t.exposeInt('boughtFrom'),
    edition: t.expose('edition', { type: Edition }),
    size: t.exposeInt('size'),
    free: t.exposeBoolean('free'),
  }),
});
const FallbackTable = builder.objectRef<Core.FallbackTable>('FallbackTable').implement({
  fields: (t) => ({
    version: t.expose('version', { type: RuleVersion }),
    current: t.exposeBoolean('current'),
    rows: t.expose('rows', { type: [FallbackRow] }),
  }),
});

const MajorVersion = builder.objectRef<Core.MajorVersion>('MajorVersion').implement({
  fields: (t) => ({
    code: t.exposeString('code'),
    released: t.exposeInt('released', { nullable: true }),
    endOfLife: t.expose('endOfLife', { type: 'Date', nullable: true }),
    rule: t.exposeString('rule'),
  }),
});

const LifecycleProfile = builder.objectRef<Core.LifecycleProfile>('LifecycleProfile').implement({
  fields: (t) => ({
    version: t.expose('version', { type: RuleVersion }),
    current: t.exposeBoolean('current'),
    termDays: t.exposeInt('termDays'),
    windowDays: t.exposeInt('windowDays'),
    trialDays: t.exposeInt('trialDays'),
    usageStaleDays: t.exposeInt('usageStaleDays'),
  }),
});

const PriceRow = builder.objectRef<Core.PriceRow>('PriceRow').implement({
  fields: (t) => ({
    kind: t.expose('kind', { type: KeyKind }),
    edition: t.expose('edition', { type: Edition }),
    size: t.exposeInt('size'),
    price: t.expose('price', { type: MoneyRef }),
    maintenance: t.expose('maintenance', { type: MoneyRef, nullable: true }),
  }),
});
const PriceBook = builder.objectRef<Core.PriceBook>('PriceBook').implement({
  fields: (t) => ({
    version: t.expose('version', { type: RuleVersion }),
    currency: t.exposeString('currency'),
    example: t.exposeBoolean('example', { description: 'Prices to show how it works, not to sell by.' }),
    rows: t.expose('rows', { type: [PriceRow] }),
  }),
});

const VatRate = builder.objectRef<Core.VatRate>('VatRate').implement({
  fields: (t) => ({
    country: t.exposeString('country'),
    rate: t.exposeString('rate'),
    validFrom: t.expose('validFrom', { type: 'Date' }),
    source: t.exposeString('source'),
  }),
});

const Switch = builder.objectRef<Core.Switch>('Switch').implement({
  fields: (t) => ({
    code: t.exposeString('code'),
    on: t.exposeBoolean('on'),
    text: t.exposeString('text'),
    rule: t.exposeString('rule'),
  }),
});

export const CatalogueRef = builder.objectRef<Core.Catalogue>('Catalogue').implement({
  description: 'What is sold and by which rules, as dated versions.',
  fields: (t) => ({
    editions: t.expose('editions', { type: [CatalogueEdition] }),
    features: t.expose('features', { type: [Feature] }),
    sizeTables: t.expose('sizeTables', { type: [SizeTable] }),
    calendars: t.expose('calendars', { type: [PolicyCalendar] }),
    fallbacks: t.expose('fallbacks', { type: [FallbackTable] }),
    versions: t.expose('versions', { type: [MajorVersion] }),
    services: t.expose('services', { type: [ServiceRef] }),
    profiles: t.expose('profiles', { type: [LifecycleProfile] }),
    priceBooks: t.expose('priceBooks', { type: [PriceBook] }),
    vatRates: t.expose('vatRates', { type: [VatRate] }),
    switches: t.expose('switches', { type: [Switch] }),
  }),
});

export const SizeAdviceRef = builder.objectRef<Core.SizeAdvice>('SizeAdvice').implement({
  description: 'Which size carries so many extensions.',
  fields: (t) => ({
    count: t.exposeInt('count'),
    size: t.exposeInt('size', { nullable: true }),
    freeAlso: t.exposeBoolean('freeAlso'),
    maxExtensions: t.exposeInt('maxExtensions', { nullable: true }),
    recommendedFrom: t.exposeInt('recommendedFrom', { nullable: true }),
    code: t.exposeString('code', { nullable: true }),
    text: t.exposeString('text'),
  }),
});
