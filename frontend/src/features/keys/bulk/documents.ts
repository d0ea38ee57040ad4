import { graphql } from '@/generated/gql';

export const BulkRenewDocument = graphql(`
  mutation BulkRenew($input: RenewKeyInput!) {
    payload: renewKey(input: $input) {
      key {
        id
        lastDay
      }
      errors {
        code
        rule
        message
      }
    }
  }
`);

export const BulkMaintenanceDocument = graphql(`
  mutation BulkMaintenance($input: RenewMaintenanceInput!) {
    payload: renewMaintenance(input: $input) {
      key {
        id
        lastDay
      }
      errors {
        code
        rule
        message
      }
    }
  }
`);

export const BulkAssignDocument = graphql(`
  mutation BulkAssign($input: AssignKeyInput!) {
    payload: assignKey(input: $input) {
      key {
        id
        lastDay
      }
      errors {
        code
        rule
        message
      }
    }
  }
`);
