import { graphql } from '@/generated/gql';
import type { BackTestQuery } from '@/generated/gql/graphql';

export type Tried = BackTestQuery['backTest'];
export type HalfYear = Tried['halfYears'][number];
export type Move = HalfYear['moves'][number];

export const BackTestDocument = graphql(`
  query BackTest {
    backTest {
      begins
      cost {
        minor
        currency
      }
      halfYears {
        on
        through
        partners
        higher
        lower
        turnover {
          minor
          currency
        }
        cost {
          minor
          currency
        }
        moves {
          partnerId
          partnerName
          then
          draft
          move
          turnover {
            minor
            currency
          }
          cost {
            minor
            currency
          }
        }
      }
    }
  }
`);
