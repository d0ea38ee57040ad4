import { graphql } from '@/generated/gql';

/** Money that came in and applies to nothing yet (OM-8), as its order and the list of tasks show it. */
export const CreditHeadFragment = graphql(`
  fragment CreditHead on Credit {
    id
    line
    cause
    amount {
      ...Amount
    }
    state
    openedAt
    settledAt
    settledBy
    reason
  }
`);
