import { graphql } from '@/generated/gql';

/** What the report tells of one key: the day it now runs to, or why not. */
export const BulkResultFragment = graphql(`
  fragment BulkResult on KeyPayload {
    key {
      id
      lastDay
    }
    errors {
      ...Problem
    }
  }
`);

export const BulkRenewDocument = graphql(`
  mutation BulkRenew($input: RenewKeyInput!) {
    payload: renewKey(input: $input) {
      ...BulkResult
    }
  }
`);

export const BulkMaintenanceDocument = graphql(`
  mutation BulkMaintenance($input: RenewMaintenanceInput!) {
    payload: renewMaintenance(input: $input) {
      ...BulkResult
    }
  }
`);

export const BulkAssignDocument = graphql(`
  mutation BulkAssign($input: AssignKeyInput!) {
    payload: assignKey(input: $input) {
      ...BulkResult
    }
  }
`);
