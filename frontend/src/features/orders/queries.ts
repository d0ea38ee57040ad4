import { graphql } from '@/generated/gql';
import type { OrdersQuery } from '@/generated/gql/graphql';

export type OrderRow = OrdersQuery['orders']['nodes'][number];

/** What a list and the page alike show of an order; no detail fields, which would cost a call each. */
export const OrderHeadFragment = graphql(`
  fragment OrderHead on Order {
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
      ...Amount
    }
    gross {
      ...Amount
    }
    disputed
    createdAt
    paidAt
  }
`);

export const OrdersDocument = graphql(`
  query Orders($first: Int!, $after: String, $filter: OrderFilter) {
    orders(first: $first, after: $after, filter: $filter) {
      nodes {
        ...OrderHead
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
