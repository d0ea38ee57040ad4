import { graphql } from '@/generated/gql';
import type { ApplicationsQuery } from '@/generated/gql/graphql';

export type Application = ApplicationsQuery['applications']['nodes'][number];

export const ApplicationsDocument = graphql(`
  query Applications($first: Int!, $after: String, $state: [ApplicationState!]) {
    applications(first: $first, after: $after, state: $state) {
      nodes {
        id
        state
        company
        vatId
        country
        city
        contact
        email
        language
        receivedAt
        decidedAt
        decidedBy
        reason
        partner {
          id
          name
        }
      }
      pageInfo {
        endCursor
        hasNextPage
      }
      total {
        count
        atLeast
      }
    }
  }
`);

export const ApproveApplicationDocument = graphql(`
  mutation ApproveApplication($input: ApproveApplicationInput!) {
    approveApplication(input: $input) {
      application {
        id
        state
        decidedAt
        decidedBy
        partner {
          id
          name
        }
      }
      errors {
        ...Problem
      }
    }
  }
`);

export const DeclineApplicationDocument = graphql(`
  mutation DeclineApplication($input: DeclineApplicationInput!) {
    declineApplication(input: $input) {
      application {
        id
        state
        decidedAt
        decidedBy
        reason
      }
      errors {
        ...Problem
      }
    }
  }
`);
