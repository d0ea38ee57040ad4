import { graphql } from '@/generated/gql';
import type { OrderDetailFragment as Detail } from '@/generated/gql/graphql';

export type OrderDetail = Detail;

export const OrderDetailFragment = graphql(`
  fragment OrderDetail on Order {
    ...OrderHead
    quoteVersion
    vat {
      ...Amount
    }
    refunded {
      ...Amount
    }
    poNumber
    note
    lines {
      line
      keyId
      number
      customerName
      kind
      edition
      size
      years
      net {
        ...Amount
      }
      gross {
        ...Amount
      }
      state
      from
      to
      refusal {
        ...Refusing
      }
    }
    payments {
      id
      state
      amount {
        ...Amount
      }
      refunded {
        ...Amount
      }
      dispute
      failureText
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
        ...Amount
      }
    }
    credits {
      ...CreditHead
    }
    refunds {
      id
      state
      amount {
        ...Amount
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
        ...Problem
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
        ...Amount
      }
      body
    }
  }
`);
