import { graphql } from '@/generated/gql';
import type { PartnersQuery } from '@/generated/gql/graphql';

export type PartnerRow = PartnersQuery['partners']['nodes'][number];

export const PartnersDocument = graphql(`
  query Partners(
    $first: Int!
    $after: String
    $search: String
    $level: [String!]
    $country: [String!]
    $state: PartnerState
    $sort: PartnerSort
  ) {
    partners(
      first: $first
      after: $after
      search: $search
      level: $level
      country: $country
      state: $state
      sort: $sort
    ) {
      nodes {
        id
        name
        vatId
        country
        city
        level
        suspended
        points
        outlook
        keys
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

export const LevelNamesDocument = graphql(`
  query LevelNames {
    levelRules {
      versions {
        version
        state
        rows {
          code
          name
        }
      }
    }
  }
`);

export const PartnerDocument = graphql(`
  query Partner($id: ID!) {
    partner(id: $id) {
      id
      name
      vatId
      country
      city
      language
      level
      points
      outlook
      keys
      people
      since
    }
  }
`);

export const PartnerNotesDocument = graphql(`
  query PartnerNotes($partnerId: ID!, $first: Int!, $after: String) {
    partnerNotes(partnerId: $partnerId, first: $first, after: $after) {
      nodes {
        id
        text
        at
        actor
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);

export const AddPartnerNoteDocument = graphql(`
  mutation AddPartnerNote($input: AddPartnerNoteInput!) {
    addPartnerNote(input: $input) {
      note {
        id
        text
        at
        actor
      }
      errors {
        ...Problem
      }
    }
  }
`);

export const ViewAsPartnerDocument = graphql(`
  mutation ViewAsPartner($input: ViewAsPartnerInput!) {
    viewAsPartner(input: $input) {
      viewing {
        id
        partnerName
        until
      }
      errors {
        ...Problem
      }
    }
  }
`);
