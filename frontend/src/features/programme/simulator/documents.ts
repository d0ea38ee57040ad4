import { graphql } from '@/generated/gql';
import type { PlanQuery } from '@/generated/gql/graphql';

export type Plan = NonNullable<PlanQuery['plan']>;
export type PlanKey = Plan['keys'][number];

export const PlanDocument = graphql(`
  query Plan($partnerId: ID!, $keys: [ID!], $certify: [String!], $on: Date) {
    plan(partnerId: $partnerId, keys: $keys, certify: $certify, on: $on) {
      partnerId
      today
      on
      from
      until
      currency
      held
      points
      earned
      goal {
        code
        name
        discountPercent
        points
        people {
          path
          people
        }
      }
      keys {
        id
        number
        customerName
        lastDay
        net {
          ...Amount
        }
        points
        chosen
      }
      more
      certify
      reaches
      steps {
        on
        level
        name
        discountPercent
      }
      review {
        on
        outcome
        text
      }
    }
  }
`);
