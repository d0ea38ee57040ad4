import { graphql } from '@/generated/gql';
import type { KeyRowFragment as Row } from '@/generated/gql/graphql';

export type KeyRow = Row;

/** What a list shows of a key; no detail fields, which would cost a call each. */
export const KeyRowFragment = graphql(`
  fragment KeyRow on Key {
    id
    number
    kind
    edition
    size
    free
    trial
    status
    statusUntil
    lastDay
    maxExtensions
    extensionsCounted
    over
    usageStale
    support
    deadline
    renewalPrice {
      ...Amount
    }
    customer {
      id
      name
    }
    partner {
      id
      name
    }
    pbxVersion
    fqdn
    issuedAt
    version
  }
`);

export const KeysDocument = graphql(`
  query Keys($first: Int!, $after: String, $filter: KeyFilter, $sort: KeySort) {
    keys(first: $first, after: $after, filter: $filter, sort: $sort) {
      nodes {
        ...KeyRow
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

/** Only what a selection needs, for "select all matching". */
export const KeyIdsDocument = graphql(`
  query KeyIds($first: Int!, $after: String, $filter: KeyFilter) {
    keys(first: $first, after: $after, filter: $filter) {
      nodes {
        id
        number
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);

export const KeysByIdDocument = graphql(`
  query KeysById($ids: [ID!]!) {
    nodes(ids: $ids) {
      id
      ... on Key {
        ...KeyRow
      }
    }
  }
`);

export const MatchKeysDocument = graphql(`
  query MatchKeys($numbers: [String!]!) {
    matchKeys(numbers: $numbers) {
      matched {
        id
        number
        status
        customer {
          id
          name
        }
      }
      unknown
      malformed
      duplicates
    }
  }
`);

export const FilterPartnersDocument = graphql(`
  query FilterPartners($search: String) {
    partners(first: 20, search: $search) {
      nodes {
        id
        name
        city
      }
    }
  }
`);

export const PartnerNameDocument = graphql(`
  query PartnerName($id: ID!) {
    partner(id: $id) {
      id
      name
    }
  }
`);

export const CustomerNameDocument = graphql(`
  query CustomerName($id: ID!) {
    customer(id: $id) {
      id
      name
    }
  }
`);
