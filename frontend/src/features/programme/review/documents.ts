import { graphql } from '@/generated/gql';
import type { ReviewRecordQuery } from '@/generated/gql/graphql';

export type ReviewRecord = NonNullable<ReviewRecordQuery['reviewResult']>;

export const ReviewRecordDocument = graphql(`
  query ReviewRecord($runId: ID, $partnerId: ID!) {
    reviewResult(runId: $runId, partnerId: $partnerId) {
      runId
      on
      dry
      from
      to
      rules
      publishedOn
      currency
      result {
        partnerId
        partnerName
        outcome
        levelBefore
        levelAfter
        points
        text
        effect
        exemption {
          reason
          by
        }
      }
      levels {
        ...Weighed
      }
      certificates {
        person
        path
        from
        until
      }
      noticeBefore {
        givenOn
        graceUntil
      }
      flips {
        text
      }
      lines
      replay {
        same
        hash
      }
      corrections {
        n
        on
        by
        reason
        effectText
        text
        lines {
          countsOn
          points
          causeText
          text
        }
        certificates {
          person
          path
          from
        }
        replay {
          same
          hash
        }
      }
      late {
        lines
        points
        certificates
        allowed
        refusal {
          ...Problem
        }
      }
    }
  }
`);

export const CorrectReviewDocument = graphql(`
  mutation CorrectReview($input: CorrectReviewInput!) {
    correctReview(input: $input) {
      correction {
        n
        effectText
        text
      }
      errors {
        ...Problem
      }
    }
  }
`);

export const ReviewLinesDocument = graphql(`
  query ReviewLines($runId: ID, $partnerId: ID!, $first: Int!, $after: String) {
    reviewLines(runId: $runId, partnerId: $partnerId, first: $first, after: $after) {
      nodes {
        countsOn
        points
        causeText
        text
        order {
          id
          number
        }
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
