import { graphql } from '@/generated/gql';
import type { KeyDetailFragment as Detail } from '@/generated/gql/graphql';

export type KeyDetail = Detail;

export const KeyDetailFragment = graphql(`
  fragment KeyDetail on Key {
    id
    number
    kind
    edition
    size
    free
    trial
    notForResale
    education
    status
    statusUntil
    startsOn
    lastDay
    windowLastDay
    closedOn
    maxExtensions
    extensionsCounted
    over
    usageStale
    support
    deadline
    pbxVersion
    fqdn
    issuedAt
    version
    effective {
      edition
      size
      free
      maxExtensions
    }
    renewalPrice {
      ...Amount
    }
    customer {
      id
      name
    }
    partner {
      id
      name
    }
    holding {
      on
      sentence
    }
    timeline {
      from
      to
      status
      support
      updates
      renewable
      tradeInOnly
      warnAtRenewal
      provisional
      effective {
        edition
        size
        free
        maxExtensions
      }
      servicesOff {
        code
        name
      }
      causes {
        rule
        text
        ruleVersion
        status
        source
      }
    }
    dates {
      kind
      date
      binding
      text
      rule
    }
    activation {
      fingerprint
      fqdn
      pbxVersion
      activatedAt
      lastSeenAt
      endOfLife
    }
    usage {
      usersAndExtensions
      systemMailboxes
      recycled
      counted
      reportedBy
      reportedAt
      stale
    }
    transfer {
      yours
      proposedAt
      proposedBy
      reason
      toPartner {
        id
        name
      }
      fromPartner {
        id
        name
      }
    }
    replacedBy {
      id
      number
    }
    replaces {
      id
      number
    }
    pendingDowngrade {
      edition
      size
    }
    acknowledgements {
      name
      at
      counted
      maxExtensions
      text
      textVersion
    }
    deadlineExtensions {
      to
      reason
      by
      at
    }
    actions {
      operation
      allowed
      refusal {
        code
        rule
        message
      }
    }
  }
`);

export const KeyDocument = graphql(`
  query Key($id: ID!) {
    key(id: $id) {
      ...KeyDetail
    }
  }
`);

export const ExplainDocument = graphql(`
  query Explain($id: ID!, $on: Date!) {
    key(id: $id) {
      id
      explanation(on: $on) {
        on
        sentence
        statements {
          topic
          claim
          rule
          ruleText
          ruleVersion
          ruleStatus
          source
          facts {
            name
            value
          }
          changes
        }
      }
    }
  }
`);

export const KeyEventsDocument = graphql(`
  query KeyEvents($id: ID!, $first: Int!, $after: String) {
    key(id: $id) {
      id
      events(first: $first, after: $after) {
        nodes {
          id
          version
          name
          at
          actor
          text
        }
        pageInfo {
          endCursor
          hasNextPage
        }
      }
    }
  }
`);
