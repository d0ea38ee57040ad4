import { builder } from '../builder.js';
import { dryRun, every } from '../inputs.js';
import { Payer, ReminderAudience, SettleHow } from './enums.js';

const QuoteLineInput = builder.inputType('QuoteLineInput', {
  fields: (t) => ({ keyId: t.id({ required: true }), years: t.int({ required: true }) }),
});

export const CreateQuoteInput = builder.inputType('CreateQuoteInput', {
  fields: (t) => ({
    payer: t.field({ type: Payer, required: true }),
    lines: t.field({ type: [QuoteLineInput], required: true }),
    poNumber: t.string(),
    note: t.string(),
    email: t.string(),
    language: t.string(),
    ...dryRun(t),
    ...every(t),
  }),
});
export const ReviseQuoteInput = builder.inputType('ReviseQuoteInput', {
  fields: (t) => ({
    id: t.id({ required: true }),
    lines: t.field({ type: [QuoteLineInput], required: true }),
    poNumber: t.string(),
    note: t.string(),
    expectedVersion: t.int({ description: 'Refuse with VERSION_CONFLICT when `rowVersion` is another.' }),
    ...dryRun(t),
    ...every(t),
  }),
});
export const PreviewQuoteMailInput = builder.inputType('PreviewQuoteMailInput', {
  fields: (t) => ({
    id: t.id({ required: true }),
    email: t.string(),
    language: t.string(),
    message: t.string(),
    ...every(t),
  }),
});
export const SendQuoteInput = builder.inputType('SendQuoteInput', {
  fields: (t) => ({
    id: t.id({ required: true }),
    email: t.string({ required: true }),
    language: t.string(),
    message: t.string(),
    expectedVersion: t.int({ description: 'Refuse with VERSION_CONFLICT when `rowVersion` is another.' }),
    ...dryRun(t),
    ...every(t),
  }),
});
export const ReadPayLinkInput = builder.inputType('ReadPayLinkInput', {
  fields: (t) => ({ id: t.id({ required: true }), ...every(t) }),
});
export const RevokePayLinkInput = builder.inputType('RevokePayLinkInput', {
  fields: (t) => ({ id: t.id({ required: true }), ...every(t) }),
});
export const VoidQuoteInput = builder.inputType('VoidQuoteInput', {
  fields: (t) => ({ id: t.id({ required: true }), reason: t.string({ required: true }), ...every(t) }),
});
export const PayQuoteInput = builder.inputType('PayQuoteInput', {
  fields: (t) => ({
    id: t.id({ required: true }),
    returnTo: t.string({ description: 'A path of ours to come back to.' }),
    ...every(t),
  }),
});

export const SettleCreditInput = builder.inputType('SettleCreditInput', {
  fields: (t) => ({
    id: t.id({ required: true }),
    how: t.field({ type: SettleHow, required: true }),
    reason: t.string({ required: true }),
    ...dryRun(t),
    ...every(t),
  }),
});
export const RefundOrderInput = builder.inputType('RefundOrderInput', {
  fields: (t) => ({
    id: t.id({ required: true }),
    amountMinor: t.field({ type: 'MinorUnits', required: true }),
    reason: t.string({ required: true }),
    ...dryRun(t),
    ...every(t),
  }),
});
export const RetryInboxInput = builder.inputType('RetryInboxInput', {
  fields: (t) => ({ eventId: t.string({ required: true }), reason: t.string(), ...every(t) }),
});

export const SaveRemindersInput = builder.inputType('SaveRemindersInput', {
  fields: (t) => ({
    digest: t.boolean({ required: true }),
    remindCustomers: t.boolean({ required: true }),
    email: t.string(),
    partnerId: t.id({ description: 'Whose, for operators.' }),
    ...every(t),
  }),
});
export const PreviewReminderInput = builder.inputType('PreviewReminderInput', {
  fields: (t) => ({
    audience: t.field({ type: ReminderAudience, required: true }),
    language: t.string(),
    day: t.field({ type: 'Date' }),
    partnerId: t.id({ description: 'Whose, for operators.' }),
    ...every(t),
  }),
});
export const SendAgainInput = builder.inputType('SendAgainInput', {
  fields: (t) => ({ id: t.id({ required: true }), reason: t.string({ required: true }), ...every(t) }),
});
