import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { graphql } from '@/generated/gql';
import type { CommandResultFragment as Result } from '@/generated/gql/graphql';

export type CommandResult = Result;

/** What every command answers, dry or not: the key as it is or would be, and why not. */
export const CommandResultFragment = graphql(`
  fragment CommandResult on KeyPayload {
    number
    key {
      id
      version
      status
      statusUntil
      lastDay
      edition
      size
      over
      timeline {
        from
        to
        status
        support
        provisional
        effective {
          edition
          size
          free
        }
      }
    }
    errors {
      code
      rule
      message
      field
      facts
    }
  }
`);

const ReleaseKeyDocument = graphql(`
  mutation ReleaseKey($input: ReleaseKeyInput!) {
    payload: releaseKey(input: $input) {
      ...CommandResult
    }
  }
`);

const ReportUsageDocument = graphql(`
  mutation ReportUsage($input: ReportUsageInput!) {
    payload: reportUsage(input: $input) {
      ...CommandResult
    }
  }
`);

const RenewKeyDocument = graphql(`
  mutation RenewKey($input: RenewKeyInput!) {
    payload: renewKey(input: $input) {
      ...CommandResult
    }
  }
`);

const RenewMaintenanceDocument = graphql(`
  mutation RenewMaintenance($input: RenewMaintenanceInput!) {
    payload: renewMaintenance(input: $input) {
      ...CommandResult
    }
  }
`);

const ExtendDeadlineDocument = graphql(`
  mutation ExtendDeadline($input: ExtendDeadlineInput!) {
    payload: extendDeadline(input: $input) {
      ...CommandResult
    }
  }
`);

const AssignKeyDocument = graphql(`
  mutation AssignKey($input: AssignKeyInput!) {
    payload: assignKey(input: $input) {
      ...CommandResult
    }
  }
`);

const ProposeTransferDocument = graphql(`
  mutation ProposeTransfer($input: ProposeTransferInput!) {
    payload: proposeTransfer(input: $input) {
      ...CommandResult
    }
  }
`);

const AcceptTransferDocument = graphql(`
  mutation AcceptTransfer($input: AcceptTransferInput!) {
    payload: acceptTransfer(input: $input) {
      ...CommandResult
    }
  }
`);

const DeclineTransferDocument = graphql(`
  mutation DeclineTransfer($input: DeclineTransferInput!) {
    payload: declineTransfer(input: $input) {
      ...CommandResult
    }
  }
`);

const ReissueKeyDocument = graphql(`
  mutation ReissueKey($input: ReissueKeyInput!) {
    payload: reissueKey(input: $input) {
      ...CommandResult
    }
  }
`);

const TradeInKeyDocument = graphql(`
  mutation TradeInKey($input: TradeInKeyInput!) {
    payload: tradeInKey(input: $input) {
      ...CommandResult
    }
  }
`);

const UpgradeKeyDocument = graphql(`
  mutation UpgradeKey($input: UpgradeKeyInput!) {
    payload: upgradeKey(input: $input) {
      ...CommandResult
    }
  }
`);

const DowngradeKeyDocument = graphql(`
  mutation DowngradeKey($input: DowngradeKeyInput!) {
    payload: downgradeKey(input: $input) {
      ...CommandResult
    }
  }
`);

const AcknowledgeOverLimitDocument = graphql(`
  mutation AcknowledgeOverLimit($input: AcknowledgeOverLimitInput!) {
    payload: acknowledgeOverLimit(input: $input) {
      ...CommandResult
    }
  }
`);

const CloseKeyDocument = graphql(`
  mutation CloseKey($input: CloseKeyInput!) {
    payload: closeKey(input: $input) {
      ...CommandResult
    }
  }
`);

/** The inputs differ by fields only; each form builds its own, and the API checks it by name. */
export type CommandDocument = TypedDocumentNode<{ payload: CommandResult }, { input: object }>;

export const documents = {
  ReleaseKey: ReleaseKeyDocument,
  ReportUsage: ReportUsageDocument,
  RenewKey: RenewKeyDocument,
  RenewMaintenance: RenewMaintenanceDocument,
  ExtendDeadline: ExtendDeadlineDocument,
  AssignKey: AssignKeyDocument,
  ProposeTransfer: ProposeTransferDocument,
  AcceptTransfer: AcceptTransferDocument,
  DeclineTransfer: DeclineTransferDocument,
  ReissueKey: ReissueKeyDocument,
  TradeInKey: TradeInKeyDocument,
  UpgradeKey: UpgradeKeyDocument,
  DowngradeKey: DowngradeKeyDocument,
  AcknowledgeOverLimit: AcknowledgeOverLimitDocument,
  CloseKey: CloseKeyDocument,
} as unknown as Record<Operation, CommandDocument>;

export type Operation =
  | 'ReleaseKey'
  | 'ReportUsage'
  | 'RenewKey'
  | 'RenewMaintenance'
  | 'ExtendDeadline'
  | 'AssignKey'
  | 'ProposeTransfer'
  | 'AcceptTransfer'
  | 'DeclineTransfer'
  | 'ReissueKey'
  | 'TradeInKey'
  | 'UpgradeKey'
  | 'DowngradeKey'
  | 'AcknowledgeOverLimit'
  | 'CloseKey';
