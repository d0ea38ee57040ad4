import { graphql } from '@/generated/gql';
import type { QuoteDetailFragment as Detail, QuoteVersionsQuery } from '@/generated/gql/graphql';

export type QuoteDetail = Detail;
export type QuoteVersion = NonNullable<QuoteVersionsQuery['quote']>['versions'][number];

export const QuoteDetailFragment = graphql(`
  fragment QuoteDetail on Quote {
    id
    number
    version
    rowVersion
    state
    payer
    partner {
      id
      name
    }
    customer {
      id
      name
    }
    buyer {
      name
      country
      vatId
    }
    seller {
      name
      address
      country
      vatId
    }
    vatText
    email
    language
    poNumber
    note
    reason
    acceptedName
    net {
      minor
      currency
    }
    vat {
      minor
      currency
    }
    gross {
      minor
      currency
    }
    vatTreatment
    validUntil
    pricedOn
    createdAt
    createdBy
    sentAt
    viewedAt
    acceptedAt
    closedAt
    linkExpiresAt
    orderId
    ruleVersions
    lines {
      ...SalesLine
    }
    events {
      at
      actor
      name
      text
    }
    actions {
      name
      allowed
      refusal {
        code
        rule
        message
        remedy
      }
    }
  }
`);

export const QuoteDocument = graphql(`
  query Quote($id: ID!) {
    quote(id: $id) {
      ...QuoteDetail
    }
  }
`);

export const QuoteVersionsDocument = graphql(`
  query QuoteVersions($id: ID!) {
    quote(id: $id) {
      id
      versions {
        version
        at
        actor
        changes {
          path
          from
          to
        }
      }
    }
  }
`);

export const PreviewMailDocument = graphql(`
  mutation PreviewQuoteMail($input: PreviewQuoteMailInput!) {
    previewQuoteMail(input: $input) {
      mail {
        to
        from
        subject
        html
        text
        language
      }
      errors {
        code
        rule
        message
        field
      }
    }
  }
`);

export const SendQuoteDocument = graphql(`
  mutation SendQuote($input: SendQuoteInput!) {
    sendQuote(input: $input) {
      quote {
        ...QuoteDetail
      }
      errors {
        code
        rule
        message
        field
      }
    }
  }
`);

export const ReviseQuoteDocument = graphql(`
  mutation ReviseQuote($input: ReviseQuoteInput!) {
    reviseQuote(input: $input) {
      quote {
        ...QuoteDetail
      }
      preview {
        net {
          minor
          currency
        }
        vat {
          minor
          currency
        }
        gross {
          minor
          currency
        }
        vatText
        vatTreatment
        validUntil
        lines {
          ...SalesLine
        }
      }
      errors {
        code
        rule
        message
        field
      }
    }
  }
`);

export const VoidQuoteDocument = graphql(`
  mutation VoidQuote($input: VoidQuoteInput!) {
    voidQuote(input: $input) {
      quote {
        ...QuoteDetail
      }
      errors {
        code
        rule
        message
        field
      }
    }
  }
`);

export const RevokeLinkDocument = graphql(`
  mutation RevokePayLink($input: RevokePayLinkInput!) {
    revokePayLink(input: $input) {
      quote {
        ...QuoteDetail
      }
      errors {
        code
        rule
        message
        field
      }
    }
  }
`);

export const PayLinkDocument = graphql(`
  mutation ReadPayLink($input: ReadPayLinkInput!) {
    readPayLink(input: $input) {
      link {
        url
        expiresAt
      }
      errors {
        code
        rule
        message
        field
      }
    }
  }
`);

export const PayQuoteDocument = graphql(`
  mutation PayQuote($input: PayQuoteInput!) {
    payQuote(input: $input) {
      checkout {
        url
      }
      errors {
        code
        rule
        message
        field
      }
    }
  }
`);

export const CustomerMailDocument = graphql(`
  query CustomerMail($id: ID!) {
    customer(id: $id) {
      id
      email
      language
    }
  }
`);
