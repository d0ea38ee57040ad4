import { graphql } from '@/generated/gql';

/** Row fields only: details would cost a call for each key. */
export const BasketKeysDocument = graphql(`
  query BasketKeys($ids: [ID!]!) {
    nodes(ids: $ids) {
      id
      ... on Key {
        number
        version
        customer {
          id
          name
        }
        partner {
          id
          name
        }
        renewalPrice {
          ...Amount
        }
      }
    }
  }
`);

export const KeysUpToDocument = graphql(`
  query KeysUpTo($first: Int!, $after: String, $filter: KeyFilter) {
    keys(first: $first, after: $after, filter: $filter) {
      nodes {
        id
        renewalPrice {
          ...Amount
        }
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);

export const CreateQuoteDocument = graphql(`
  mutation CreateQuote($input: CreateQuoteInput!) {
    createQuote(input: $input) {
      quote {
        id
        number
        payer
        buyerName
        gross {
          ...Amount
        }
      }
      preview {
        ...SalesPreview
      }
      errors {
        ...Problem
      }
    }
  }
`);
