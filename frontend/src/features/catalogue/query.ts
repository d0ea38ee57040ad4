import { graphql } from '@/generated/gql';
import type { CatalogueQuery } from '@/generated/gql/graphql';

export const CatalogueDocument = graphql(`
  query Catalogue {
    catalogue {
      editions {
        code
        name
        active
      }
      features {
        code
        name
        standard
        professional
        enterprise
        rule
      }
      sizeTables {
        version {
          id
          effectiveFrom
          status
          source
          note
        }
        current
        rows {
          size
          free
          maxExtensions
          recommendedFrom
          annual
          perpetual
        }
      }
      calendars {
        version {
          id
          effectiveFrom
          status
          source
          note
        }
        current
        stages {
          from
          rule
          text
        }
      }
      fallbacks {
        version {
          id
          effectiveFrom
          status
          source
          note
        }
        current
        rows {
          boughtFrom
          edition
          size
          free
        }
      }
      versions {
        code
        released
        endOfLife
        rule
      }
      services {
        code
        name
      }
      profiles {
        version {
          id
          effectiveFrom
          status
          source
          note
        }
        current
        termDays
        windowDays
        trialDays
        usageStaleDays
      }
      priceBooks {
        version {
          id
          effectiveFrom
          status
          source
          note
        }
        currency
        example
        rows {
          kind
          edition
          size
          price {
            ...Amount
          }
          maintenance {
            ...Amount
          }
        }
      }
      vatRates {
        country
        rate
        validFrom
        source
      }
      switches {
        code
        on
        text
        rule
      }
    }
  }
`);

export const AdviserDocument = graphql(`
  query Adviser($count: Int!) {
    adviser(count: $count) {
      count
      size
      text
    }
  }
`);

export type Catalogue = CatalogueQuery['catalogue'];
