import { graphql } from '@/generated/gql';
import type { OrdersQuery } from '@/generated/gql/graphql';

export type OrderRow = OrdersQuery['orders']['nodes'][number];

/** What a list shows of an order; no detail fields, which would cost a call each. */
export const OrdersDocument = graphql(`
  query Orders($first: Int!, $after: String, $filter: OrderFilter) {
    orders(first: $first, after: $after, filter: $filter) {
      nodes {
        id
        number
        state
        quoteId
        quoteNumber
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
        disputed
        createdAt
        paidAt
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
