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
  IssueKey: 'audit.did.IssueKey',
  ActivateKey: 'audit.did.ActivateKey',
  ReleaseKey: 'audit.did.ReleaseKey',
  ReportUsage: 'audit.did.ReportUsage',
  RenewKey: 'audit.did.RenewKey',
  RenewMaintenance: 'audit.did.RenewMaintenance',
  ExtendDeadline: 'audit.did.ExtendDeadline',
  AssignKey: 'audit.did.AssignKey',
  ProposeTransfer: 'audit.did.ProposeTransfer',
  AcceptTransfer: 'audit.did.AcceptTransfer',
  DeclineTransfer: 'audit.did.DeclineTransfer',
  ReissueKey: 'audit.did.ReissueKey',
  TradeInKey: 'audit.did.TradeInKey',
  UpgradeKey: 'audit.did.UpgradeKey',
  DowngradeKey: 'audit.did.DowngradeKey',
  AcknowledgeOverLimit: 'audit.did.AcknowledgeOverLimit',
  CloseKey: 'audit.did.CloseKey',
  RegisterCustomer: 'audit.did.RegisterCustomer',
  EditCustomer: 'audit.did.EditCustomer',
  StartImport: 'audit.did.StartImport',
  CommitImport: 'audit.did.CommitImport',
  StopImport: 'audit.did.StopImport',
  ResumeImport: 'audit.did.ResumeImport',
};

export const fieldWord: Partial<Record<string, MessageId>> = {
  lastDay: 'audit.field.lastDay',
  edition: 'audit.field.edition',
  size: 'audit.field.size',
  partner: 'audit.field.partner',
  number: 'audit.field.number',
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
