import { graphql } from '@/generated/gql';
import type { CreditsQuery, InboxQuery, MessagesQuery } from '@/generated/gql/graphql';

export type CreditRow = CreditsQuery['credits']['nodes'][number];
export type InboxRow = InboxQuery['inbox'][number];
export type MessageRow = MessagesQuery['messages']['nodes'][number];

export const CreditsDocument = graphql(`
  query Credits($first: Int!, $after: String, $state: [CreditState!]) {
    credits(first: $first, after: $after, state: $state) {
      nodes {
        ...CreditHead
        order {
          id
          number
        }
        key {
          id
          number
        }
        refusal {
          ...Refusing
        }
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);

export const SettleCreditDocument = graphql(`
  mutation SettleCredit($input: SettleCreditInput!) {
    settleCredit(input: $input) {
      credit {
        id
        state
        settledAt
        settledBy
        reason
        refusal {
          ...Refusing
        }
      }
      errors {
        ...Problem
      }
    }
  }
`);

export const DisputesDocument = graphql(`
  query Disputes($first: Int!, $after: String) {
    orders(first: $first, after: $after, filter: { disputed: true }) {
      nodes {
        id
        number
        buyerName
        gross {
          ...Amount
        }
        paidAt
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);

export const CameBackDocument = graphql(`
  query RefundsThatCameBack($first: Int!, $after: String) {
    orders(first: $first, after: $after, filter: { refundCameBack: true }) {
      nodes {
        id
        number
        buyerName
        gross {
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

export const InboxDocument = graphql(`
  query Inbox($state: [InboxState!]) {
    inbox(state: $state) {
      eventId
      type
      state
      attempts
      receivedAt
      note
    }
  }
`);

export const RetryInboxDocument = graphql(`
  mutation RetryInbox($input: RetryInboxInput!) {
    retryInbox(input: $input) {
      event {
        eventId
        state
      }
      errors {
        ...Problem
      }
    }
  }
`);

export const MessagesDocument = graphql(`
  query Messages($first: Int!, $after: String, $state: [MessageState!]) {
    messages(first: $first, after: $after, state: $state) {
      nodes {
        id
        kind
        to
        subject
        state
        attempts
        createdAt
        failure
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);

export const SendAgainDocument = graphql(`
  mutation SendAgain($input: SendAgainInput!) {
    sendAgain(input: $input) {
      message {
        id
        state
      }
      errors {
        ...Problem
      }
    }
  }
`);

export const LedgerCheckDocument = graphql(`
  query LedgerCheck {
    ledgerCheck {
      balanced
      unbalanced
      currencies {
        currency
        received
        applied
        credit
        refunded
        difference
      }
    }
  }
`);
