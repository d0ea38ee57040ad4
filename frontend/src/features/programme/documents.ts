import { graphql } from '@/generated/gql';
import type { LevelQuery, PointsQuery } from '@/generated/gql/graphql';

export type PartnerLevel = NonNullable<LevelQuery['level']>;
export type Standing = NonNullable<PartnerLevel['standing']>;
export type WeighedLevel = Standing['levels'][number];
export type NextReview = NonNullable<PartnerLevel['nextReview']>;
export type LevelStep = PartnerLevel['history'][number];
export type PointLine = PointsQuery['points']['nodes'][number];

export const WeighedFragment = graphql(`
  fragment Weighed on WeighedLevel {
    code
    name
    held
    met
    points {
      required
      actual
      missing
      met
    }
    certificates {
      path
      required
      actual
      missing
      met
    }
  }
`);
export const LevelDocument = graphql(`
  query Level($partnerId: ID!) {
    level(partnerId: $partnerId) {
      partnerId
      partnerName
      today
      currency
      level
      rules {
        version
        rule
        effectiveFrom
        source
        example
        note
      }
      standing {
        from
        to
        points
        held
        next
        levels {
          ...Weighed
          discountPercent
        }
      }
      nextReview {
        on
        from
        lastDay
        points
        leaving
        outcome
        levelAfter
        text
        flips {
          points
          text
        }
      }
      certificates {
        person
        path
        from
        until
        valid
      }
      history {
        n
        on
        name
        cause
        text
        points
      }
      announced {
        version
        effectiveFrom
        note
        text
        changes {
          ...RuleChange
        }
      }
    }
  }
`);

export const PointsDocument = graphql(`
  query Points($partnerId: ID!, $first: Int!, $after: String) {
    points(partnerId: $partnerId, first: $first, after: $after) {
      nodes {
        id
        countsOn
        points
        counts
        cause
        causeText
        rule
        text
        order {
          id
          number
        }
        at
        actor
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

export const CorrectPointsDocument = graphql(`
  mutation CorrectPoints($input: CorrectPointsInput!) {
    correctPoints(input: $input) {
      level {
        partnerId
        level
        standing {
          points
        }
      }
      errors {
        ...Problem
      }
    }
  }
`);
