import { graphql } from '@/generated/gql';
import type { QuotesQuery } from '@/generated/gql/graphql';

export type QuoteRow = QuotesQuery['quotes']['nodes'][number];

/** What a list shows of a quote; no detail fields, which would cost a call each. */
export const QuotesDocument = graphql(`
  query Quotes($first: Int!, $after: String, $filter: QuoteFilter) {
    quotes(first: $first, after: $after, filter: $filter) {
      nodes {
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
        buyerName
        net {
          minor
          currency
        }
        gross {
          minor
          currency
        }
        validUntil
        createdAt
        sentAt
        viewedAt
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
