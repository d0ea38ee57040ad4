import type { MessageId } from '@/lib/i18n/useT';
import type { Operation } from './documents';

export type FieldKind =
  'years' | 'date' | 'text' | 'reason' | 'count' | 'edition' | 'size' | 'partner' | 'vat';

export interface Field {
  name: string;
  kind: FieldKind;
  label: MessageId;
  required?: boolean;
  /** Whose form has it; both, unless said: a partner cannot list its competitors. */
  asks?: 'operator' | 'partner';
}

export interface Command {
  title: MessageId;
  fields: readonly Field[];
  /** Cannot be taken back: the last four characters of the key are typed to confirm. */
  final?: boolean;
}

const reason = { name: 'reason', kind: 'reason', label: 'keys.reason', required: true } as const;
const years = { name: 'years', kind: 'years', label: 'keys.years', required: true } as const;
const paidOn = { name: 'paidOn', kind: 'date', label: 'keys.field.paidOn' } as const;
const edition = { name: 'edition', kind: 'edition', label: 'keys.column.edition', required: true } as const;
const size = { name: 'size', kind: 'size', label: 'keys.field.size', required: true } as const;

/** Every command a person gives a key: what it is called and what it asks. */
export const commands: Record<Operation, Command> = {
  RenewKey: { title: 'keys.do.renew', fields: [years, paidOn] },
  RenewMaintenance: { title: 'keys.do.maintenance', fields: [years, paidOn] },
  ExtendDeadline: {
    title: 'keys.do.extend',
    fields: [{ name: 'to', kind: 'date', label: 'keys.field.deadline', required: true }, reason],
  },
  AssignKey: {
    title: 'keys.do.assign',
    fields: [
      { name: 'partnerId', kind: 'partner', label: 'keys.column.partner', required: true },
      { ...reason, required: false },
    ],
  },
  ProposeTransfer: {
    title: 'keys.do.propose',
    fields: [
      {
        name: 'toPartnerId',
        kind: 'partner',
        label: 'keys.field.toPartner',
        required: true,
        asks: 'operator',
      },
      { name: 'toPartnerVatId', kind: 'vat', label: 'keys.field.vat', required: true, asks: 'partner' },
      { ...reason, required: false },
    ],
  },
  AcceptTransfer: { title: 'keys.do.accept', fields: [] },
  DeclineTransfer: { title: 'keys.do.decline', fields: [reason] },
  ReissueKey: { title: 'keys.do.reissue', fields: [reason], final: true },
  TradeInKey: { title: 'keys.do.tradeIn', fields: [edition, size, years], final: true },
  UpgradeKey: { title: 'keys.do.upgrade', fields: [edition, size] },
  DowngradeKey: { title: 'keys.do.downgrade', fields: [edition, size] },
  CloseKey: {
    title: 'keys.do.close',
    fields: [{ name: 'on', kind: 'date', label: 'keys.field.closeOn' }, reason],
    final: true,
  },
  ReleaseKey: { title: 'keys.do.release', fields: [reason] },
  ReportUsage: {
    title: 'keys.do.report',
    fields: [
      { name: 'usersAndExtensions', kind: 'count', label: 'keys.field.users', required: true },
      { name: 'systemMailboxes', kind: 'count', label: 'keys.field.mailboxes' },
      { name: 'recycled', kind: 'count', label: 'keys.field.recycled' },
      { name: 'pbxVersion', kind: 'text', label: 'keys.column.version' },
    ],
  },
  AcknowledgeOverLimit: {
    title: 'keys.do.acknowledge',
    fields: [{ name: 'name', kind: 'text', label: 'keys.field.name', required: true }],
  },
};

const lists = Object.keys(commands) as Operation[];

/** The API writes operations as classes or as mutations; either names the same command. */
export const operationOf = (name: string): Operation | undefined =>
  lists.find(operation => operation.toLowerCase() === name.toLowerCase());
