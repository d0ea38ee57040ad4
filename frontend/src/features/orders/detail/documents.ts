import { graphql } from '@/generated/gql';
import type { OrderDetailFragment as Detail } from '@/generated/gql/graphql';

export type OrderDetail = Detail;

export const OrderDetailFragment = graphql(`
  fragment OrderDetail on Order {
    id
    number
    state
    quoteId
    quoteNumber
    quoteVersion
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
    vat {
      minor
      currency
    }
    gross {
      minor
      currency
    }
    refunded {
      minor
      currency
    }
    disputed
    poNumber
    note
    createdAt
    paidAt
    lines {
      line
      keyId
      number
      kind
      years
      net {
        minor
        currency
      }
      gross {
        minor
        currency
      }
      state
      from
      to
      refusal {
        code
        rule
        message
        remedy
      }
    }
    payments {
      id
      state
      amount {
        minor
        currency
      }
      refunded {
        minor
        currency
      }
      dispute
      failure
      duplicate
      createdAt
      paidAt
    }
    documents {
      id
      kind
      number
      issuedOn
      gross {
        minor
        currency
      }
    }
    credits {
      id
      line
      cause
      amount {
        minor
        currency
      }
      state
      openedAt
      settledAt
      settledBy
      reason
    }
    refunds {
      id
      state
      amount {
        minor
        currency
      }
      reason
      requestedAt
    }
  }
`);

export const OrderDocument = graphql(`
  query Order($id: ID!) {
    order(id: $id) {
      ...OrderDetail
    }
  }
`);

export const RefundOrderDocument = graphql(`
  mutation RefundOrder($input: RefundOrderInput!) {
    refundOrder(input: $input) {
      order {
        ...OrderDetail
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

export const PaperDocument = graphql(`
  query Paper($id: ID!) {
    document(id: $id) {
      id
      kind
      number
      orderId
      issuedOn
      gross {
        minor
        currency
      }
      body
    }
  }
`);
