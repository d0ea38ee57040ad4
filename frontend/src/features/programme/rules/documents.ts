import { graphql } from '@/generated/gql';
import type { LevelRulesQuery } from '@/generated/gql/graphql';

export type RuleBook = LevelRulesQuery['levelRules'];
export type LevelVersion = RuleBook['versions'][number];
export type LevelRow = LevelVersion['rows'][number];
export type LevelDraft = NonNullable<RuleBook['draft']>;
export type RuleChange = LevelVersion['changes'][number];

export const LevelRulesDocument = graphql(`
  query LevelRules {
    levelRules {
      ...RuleBook
    }
  }
`);

export const RuleBookFragment = graphql(`
  fragment RuleBook on LevelRuleBook {
    today
    currency
    paths
    draftVersion
    versions {
      version
      effectiveFrom
      until
      state
      source
      example
      note
      rows {
        ...LevelRow
      }
      changes {
        ...RuleChange
      }
      withdrawal {
        on
        by
        reason
      }
    }
    draft {
      effectiveFrom
      note
      updatedAt
      updatedBy
      rows {
        ...LevelRow
      }
      problems {
        field
        code
        message
      }
      changes {
        ...RuleChange
      }
    }
  }
`);

export const LevelRowFragment = graphql(`
  fragment LevelRow on LevelRow {
    code
    name
    points
    discountPercent
    certificates {
      path
      people
    }
    benefits
    nfrKeys
  }
`);

export const RuleChangeFragment = graphql(`
  fragment RuleChange on LevelRuleChange {
    level
    name
    part
    path
    from
    to
  }
`);

export const SaveLevelRulesDocument = graphql(`
  mutation SaveLevelRules($input: SaveLevelRulesInput!) {
    saveLevelRules(input: $input) {
      rules {
        ...RuleBook
      }
      errors {
        ...Problem
      }
    }
  }
`);

export const DiscardLevelRulesDocument = graphql(`
  mutation DiscardLevelRules($input: DiscardLevelRulesInput!) {
    discardLevelRules(input: $input) {
      rules {
        ...RuleBook
      }
      errors {
        ...Problem
      }
    }
  }
`);

export const PublishLevelRulesDocument = graphql(`
  mutation PublishLevelRules($input: PublishLevelRulesInput!) {
    publishLevelRules(input: $input) {
      rules {
        ...RuleBook
      }
      errors {
        ...Problem
      }
    }
  }
`);

export const WithdrawLevelRulesDocument = graphql(`
  mutation WithdrawLevelRules($input: WithdrawLevelRulesInput!) {
    withdrawLevelRules(input: $input) {
      rules {
        ...RuleBook
      }
      errors {
        ...Problem
      }
    }
  }
`);
