import type { InputFieldBuilder } from '@pothos/core';
import { builder, type SchemaShape } from './builder.js';
import { Edition, KeyKind } from './enums.js';

export type Fields = InputFieldBuilder<PothosSchemaTypes.ExtendDefaultTypes<SchemaShape>, 'InputObject'>;

/** Every input: a retry with the same idempotency key is the same write. */
export const every = (t: Fields) => ({
  idempotencyKey: t.string({
    description:
      'At most 200 visible ASCII characters. The same key is the same write; without one the edge makes one.',
  }),
  clientMutationId: t.string({ description: 'Echoed in the payload.' }),
});

export const dryRun = (t: Fields) => ({
  dryRun: t.boolean({ defaultValue: false, description: 'Answer as it would be; keep nothing.' }),
});

/** Every command on a key that is there. */
const onKey = (t: Fields) => ({
  id: t.id({ required: true }),
  expectedVersion: t.int({ description: 'Refuse with VERSION_CONFLICT when the key is at another version.' }),
  ...dryRun(t),
  ...every(t),
});

const MoneyInput = builder.inputType('MoneyInput', {
  fields: (t) => ({
    minor: t.field({ type: 'MinorUnits', required: true }),
    currency: t.string({ required: true }),
  }),
});

export const IssueKeyInput = builder.inputType('IssueKeyInput', {
  fields: (t) => ({
    customerId: t.id({ required: true }),
    partnerId: t.id(),
    kind: t.field({ type: KeyKind, required: true }),
    edition: t.field({ type: Edition, required: true }),
    size: t.int({ required: true }),
    free: t.boolean({ defaultValue: false }),
    trial: t.boolean({ defaultValue: false }),
    notForResale: t.boolean({ defaultValue: false }),
    education: t.boolean({ defaultValue: false }),
    startsOn: t.field({ type: 'Date' }),
    years: t.int({ defaultValue: 1 }),
    majorVersion: t.string(),
    number: t.string(),
    ...dryRun(t),
    ...every(t),
  }),
});
export const ReleaseKeyInput = builder.inputType('ReleaseKeyInput', {
  fields: (t) => ({ ...onKey(t), reason: t.string({ required: true }) }),
});
export const ReportUsageInput = builder.inputType('ReportUsageInput', {
  fields: (t) => ({
    ...onKey(t),
    usersAndExtensions: t.int({ required: true }),
    systemMailboxes: t.int({ defaultValue: 0 }),
    recycled: t.int({ defaultValue: 0 }),
    pbxVersion: t.string(),
  }),
});
export const RenewKeyInput = builder.inputType('RenewKeyInput', {
  fields: (t) => ({ ...onKey(t), years: t.int({ required: true }), paidOn: t.field({ type: 'Date' }) }),
});
export const RenewMaintenanceInput = builder.inputType('RenewMaintenanceInput', {
  fields: (t) => ({ ...onKey(t), years: t.int({ required: true }), paidOn: t.field({ type: 'Date' }) }),
});
export const ExtendDeadlineInput = builder.inputType('ExtendDeadlineInput', {
  fields: (t) => ({
    ...onKey(t),
    to: t.field({ type: 'Date', required: true }),
    reason: t.string({ required: true }),
  }),
});
export const AssignKeyInput = builder.inputType('AssignKeyInput', {
  fields: (t) => ({ ...onKey(t), partnerId: t.id({ required: true }), reason: t.string() }),
});
export const ProposeTransferInput = builder.inputType('ProposeTransferInput', {
  fields: (t) => ({ ...onKey(t), toPartnerVatId: t.string(), toPartnerId: t.id(), reason: t.string() }),
});
export const AcceptTransferInput = builder.inputType('AcceptTransferInput', { fields: onKey });
export const DeclineTransferInput = builder.inputType('DeclineTransferInput', {
  fields: (t) => ({ ...onKey(t), reason: t.string({ required: true }) }),
});
export const ReissueKeyInput = builder.inputType('ReissueKeyInput', {
  fields: (t) => ({ ...onKey(t), reason: t.string({ required: true }) }),
});
export const TradeInKeyInput = builder.inputType('TradeInKeyInput', {
  fields: (t) => ({
    ...onKey(t),
    edition: t.field({ type: Edition, required: true }),
    size: t.int({ required: true }),
    years: t.int({ defaultValue: 1 }),
    price: t.field({ type: MoneyInput }),
  }),
});
export const UpgradeKeyInput = builder.inputType('UpgradeKeyInput', {
  fields: (t) => ({
    ...onKey(t),
    edition: t.field({ type: Edition, required: true }),
    size: t.int({ required: true }),
  }),
});
export const DowngradeKeyInput = builder.inputType('DowngradeKeyInput', {
  fields: (t) => ({
    ...onKey(t),
    edition: t.field({ type: Edition, required: true }),
    size: t.int({ required: true }),
  }),
});
export const AcknowledgeOverLimitInput = builder.inputType('AcknowledgeOverLimitInput', {
  fields: (t) => ({ ...onKey(t), name: t.string({ required: true }) }),
});
export const CloseKeyInput = builder.inputType('CloseKeyInput', {
  fields: (t) => ({ ...onKey(t), reason: t.string({ required: true }), on: t.field({ type: 'Date' }) }),
});

export const RegisterCustomerInput = builder.inputType('RegisterCustomerInput', {
  fields: (t) => ({
    name: t.string({ required: true }),
    email: t.string(),
    vatId: t.string(),
    country: t.string({ required: true }),
    city: t.string(),
    language: t.string(),
    partnerId: t.id(),
    education: t.boolean({ defaultValue: false }),
    ...every(t),
  }),
});
export const EditCustomerInput = builder.inputType('EditCustomerInput', {
  fields: (t) => ({
    id: t.id({ required: true }),
    name: t.string(),
    email: t.string(),
    vatId: t.string(),
    country: t.string(),
    city: t.string(),
    language: t.string(),
    education: t.boolean(),
    ...every(t),
  }),
});

export const CommitImportInput = builder.inputType('CommitImportInput', {
  fields: (t) => ({ id: t.id({ required: true }), onlyIfClean: t.boolean({ defaultValue: false }), ...every(t) }),
});
export const StopImportInput = builder.inputType('StopImportInput', {
  fields: (t) => ({ id: t.id({ required: true }), ...every(t) }),
});
export const ResumeImportInput = builder.inputType('ResumeImportInput', {
  fields: (t) => ({ id: t.id({ required: true }), ...every(t) }),
});
export const SavePreferencesInput = builder.inputType('SavePreferencesInput', {
  fields: (t) => ({ preferences: t.field({ type: 'JSON', required: true }), ...every(t) }),
});
