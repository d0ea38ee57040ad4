import { graphql } from '@/generated/gql';
import type { ReviewQuery, ReviewResultsQuery, ReviewsQuery } from '@/generated/gql/graphql';

export type Run = NonNullable<ReviewQuery['review']>;
export type RunEntry = ReviewsQuery['reviews']['nodes'][number];
export type Result = ReviewResultsQuery['reviewResults']['nodes'][number];

export const ReviewsDocument = graphql(`
  query Reviews($first: Int!, $after: String) {
    reviews(first: $first, after: $after) {
      nodes {
        id
        on
        dry
        state
        partners
        keys
        startedAt
        startedBy
        publishedOn
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);

export const ReviewDocument = graphql(`
  query Review($id: ID!) {
    review(id: $id) {
      id
      on
      dry
      state
      stoppedIn
      from
      to
      rules
      approvalsNeeded
      startedAt
      startedBy
      publishedOn
      reason
      partners
      keys
      done
      total
      etaSeconds
      approvals {
        name
        at
      }
      counts {
        keeps
        notice
        inGrace
        demoted
        marked
        exempted
        overtaken
      }
      actions {
        operation
        allowed
        refusal {
          ...Problem
        }
      }
    }
  }
`);

export const ReviewResultsDocument = graphql(`
  query ReviewResults($id: ID!, $first: Int!, $after: String, $outcome: [ReviewOutcome!], $marked: Boolean) {
    reviewResults(id: $id, first: $first, after: $after, outcome: $outcome, marked: $marked) {
      nodes {
        partnerId
        partnerName
        outcome
        levelBefore
        levelAfter
        points
        required
        margin
        text
        marks {
          mark
          text
        }
        exemption {
          reason
          by
        }
        effect
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

export const CheckReviewDocument = graphql(`
  query CheckReview($id: ID!) {
    checkReview(id: $id) {
      results
      same
      different
      partners
    }
  }
`);

export const StartReviewDocument = graphql(`
  mutation StartReview($input: StartReviewInput!) {
    startReview(input: $input) {
      review {
        id
        state
      }
      errors {
        ...Problem
      }
    }
  }
`);
export const StopReviewDocument = graphql(`
  mutation StopReview($input: StopReviewInput!) {
    stopReview(input: $input) {
      ...ReviewAnswer
    }
  }
`);
export const ResumeReviewDocument = graphql(`
  mutation ResumeReview($input: ResumeReviewInput!) {
    resumeReview(input: $input) {
      ...ReviewAnswer
    }
  }
`);
export const ApproveReviewDocument = graphql(`
  mutation ApproveReview($input: ApproveReviewInput!) {
    approveReview(input: $input) {
      ...ReviewAnswer
    }
  }
`);
export const PublishReviewDocument = graphql(`
  mutation PublishReview($input: PublishReviewInput!) {
    publishReview(input: $input) {
      ...ReviewAnswer
    }
  }
`);
export const CancelReviewDocument = graphql(`
  mutation CancelReview($input: CancelReviewInput!) {
    cancelReview(input: $input) {
      ...ReviewAnswer
    }
  }
`);
export const ExemptPartnerDocument = graphql(`
  mutation ExemptPartner($input: ExemptPartnerInput!) {
    exemptPartner(input: $input) {
      ...ReviewAnswer
    }
  }
`);
export const ReviewAnswerFragment = graphql(`
  fragment ReviewAnswer on ReviewPayload {
    review {
      id
      state
    }
    errors {
      ...Problem
    }
  }
`);
