import { graphql } from '@/generated/gql';
import type { BasketPreviewFragment as Preview } from '@/generated/gql/graphql';

export type BasketPreview = Preview;

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
          minor
          currency
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
          minor
          currency
        }
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);

export const BasketPreviewFragment = graphql(`
  fragment BasketPreview on QuotePreview {
    buyer {
      name
      country
    }
    net {
      minor
      currency
    }
    vat {
      minor
      currency
    }
    gross {
      minor
      currency
    }
    vatText
    vatTreatment
    validUntil
    lines {
      ...SalesLine
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
          minor
          currency
        }
      }
      preview {
        ...BasketPreview
      }
      errors {
        code
        rule
        message
        field
      }
    }
  }
`);

export const PayBasketDocument = graphql(`
  mutation PayBasket($input: PayQuoteInput!) {
    payQuote(input: $input) {
      checkout {
        url
      }
      errors {
        code
        rule
        message
      }
    }
  }
`);
