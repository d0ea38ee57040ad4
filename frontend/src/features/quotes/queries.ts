import { graphql } from '@/generated/gql';
import type { QuotesQuery } from '@/generated/gql/graphql';

export type QuoteRow = QuotesQuery['quotes']['nodes'][number];

/** What a list and the page alike show of a quote; no detail fields, which would cost a call each. */
export const QuoteHeadFragment = graphql(`
  fragment QuoteHead on Quote {
    id
    number
    version
    state
    payer
    partner {
      id
      name
    }
    customer {
      id
      name
    }
    net {
      ...Amount
    }
    gross {
      ...Amount
    }
    validUntil
    createdAt
    sentAt
    viewedAt
  }
`);

export const QuotesDocument = graphql(`
  query Quotes($first: Int!, $after: String, $filter: QuoteFilter) {
    quotes(first: $first, after: $after, filter: $filter) {
      nodes {
        ...QuoteHead
        buyerName
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
