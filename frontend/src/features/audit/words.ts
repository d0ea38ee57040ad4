import { useMemo } from 'react';
import { useQuery } from 'urql';
import { graphql } from '@/generated/gql';
import type { MessageId } from '@/lib/i18n/useT';
import { useT } from '@/lib/i18n/useT';

const OperationsDocument = graphql(`
  query AuditedOperations {
    permissions {
      operation
      text
    }
  }
`);

/** What was done, as one reads it in a book: the deed, not the right to it. */
export const deeds: Partial<Record<string, MessageId>> = {
  AcceptInvitation: 'audit.did.AcceptInvitation',
  AcceptPayPage: 'audit.did.AcceptPayPage',
  AcceptTransfer: 'audit.did.AcceptTransfer',
  AcknowledgeOverLimit: 'audit.did.AcknowledgeOverLimit',
  ActivateKey: 'audit.did.ActivateKey',
  ApplyToJoin: 'audit.did.ApplyToJoin',
  ApproveApplication: 'audit.did.ApproveApplication',
  AssignKey: 'audit.did.AssignKey',
  ChangeRole: 'audit.did.ChangeRole',
  CloseKey: 'audit.did.CloseKey',
  CommitImport: 'audit.did.CommitImport',
  CreateQuote: 'audit.did.CreateQuote',
  DeclineApplication: 'audit.did.DeclineApplication',
  DeclinePayPage: 'audit.did.DeclinePayPage',
  DeclineTransfer: 'audit.did.DeclineTransfer',
  DisablePerson: 'audit.did.DisablePerson',
  DowngradeKey: 'audit.did.DowngradeKey',
  EditCustomer: 'audit.did.EditCustomer',
  EnablePerson: 'audit.did.EnablePerson',
  ExtendDeadline: 'audit.did.ExtendDeadline',
  InvitePerson: 'audit.did.InvitePerson',
  IssueKey: 'audit.did.IssueKey',
  PayQuote: 'audit.did.PayQuote',
  PaymentDisputed: 'audit.did.PaymentDisputed',
  PaymentReceived: 'audit.did.PaymentReceived',
  PaymentRefunded: 'audit.did.PaymentRefunded',
  ProposeTransfer: 'audit.did.ProposeTransfer',
  ReadPayLink: 'audit.did.ReadPayLink',
  RefundCameBack: 'audit.did.RefundCameBack',
  RefundOrder: 'audit.did.RefundOrder',
  RegisterCustomer: 'audit.did.RegisterCustomer',
  ReissueKey: 'audit.did.ReissueKey',
  ReleaseKey: 'audit.did.ReleaseKey',
  RenewByOrder: 'audit.did.RenewByOrder',
  RenewKey: 'audit.did.RenewKey',
  RenewMaintenance: 'audit.did.RenewMaintenance',
  ReportUsage: 'audit.did.ReportUsage',
  ResendPayLink: 'audit.did.ResendPayLink',
  ResumeImport: 'audit.did.ResumeImport',
  ResumePartner: 'audit.did.ResumePartner',
  RetryInbox: 'audit.did.RetryInbox',
  ReviseQuote: 'audit.did.ReviseQuote',
  RevokeInvitation: 'audit.did.RevokeInvitation',
  RevokePayLink: 'audit.did.RevokePayLink',
  SeePayPage: 'audit.did.SeePayPage',
  SendQuote: 'audit.did.SendQuote',
  SettleCredit: 'audit.did.SettleCredit',
  StartImport: 'audit.did.StartImport',
  StopImport: 'audit.did.StopImport',
  SuspendPartner: 'audit.did.SuspendPartner',
  TradeInKey: 'audit.did.TradeInKey',
  UpgradeKey: 'audit.did.UpgradeKey',
  VoidQuote: 'audit.did.VoidQuote',
};

export const fieldWord: Partial<Record<string, MessageId>> = {
  number: 'audit.field.number',
  edition: 'audit.field.edition',
  size: 'audit.field.size',
  lastDay: 'audit.field.lastDay',
  partner: 'audit.field.partner',
  fingerprint: 'audit.field.fingerprint',
  usersAndExtensions: 'audit.field.usersAndExtensions',
  deadline: 'audit.field.deadline',
  transferTo: 'audit.field.transferTo',
  closesOn: 'audit.field.closesOn',
  name: 'audit.field.name',
  email: 'audit.field.email',
  vatId: 'audit.field.vatId',
  country: 'audit.field.country',
  city: 'audit.field.city',
  language: 'audit.field.language',
  education: 'audit.field.education',
  kind: 'audit.field.kind',
  bytes: 'audit.field.bytes',
  onlyIfClean: 'audit.field.onlyIfClean',
  created: 'audit.field.created',
  changed: 'audit.field.changed',
  unchanged: 'audit.field.unchanged',
  bad: 'audit.field.bad',
};

const order = Object.keys(fieldWord);
const place = (field: string): number => (order.includes(field) ? order.indexOf(field) : order.length);

/** The same field in the same place in every entry: storage keeps no order. */
export const inOrder = <Change extends { field: string }>(changes: readonly Change[]): Change[] =>
  [...changes].sort((a, b) => place(a.field) - place(b.field));

const reading = /^(?:Read|List|Export|Match|Explain|Advise|Search|Preview|Check)/;

export interface ActionWords {
  /** An operation in the reader's language. One without words here is named as the permission table names it. */
  of: (operation: string) => string;
  /** What may stand in the audit, by its words. */
  choices: { value: string; label: string }[];
}

export function useActionWords(): ActionWords {
  const t = useT();
  const [{ data }] = useQuery({ query: OperationsDocument });
  return useMemo(() => {
    const table = new Map(data?.permissions.map(({ operation, text }) => [operation, text]));
    const of = (operation: string) => {
      const deed = deeds[operation];
      return deed ? t(deed) : (table.get(operation) ?? operation);
    };
    const names = new Set([
      ...Object.keys(deeds),
      ...[...table.keys()].filter(name => !reading.test(name) && name !== 'SavePreferences'),
    ]);
    const choices = [...names].map(value => ({ value, label: of(value) }));
    return { of, choices: choices.sort((a, b) => a.label.localeCompare(b.label)) };
  }, [data, t]);
}
