import { graphql } from '@/generated/gql';
import type { QuoteDetailFragment as Detail, QuoteVersionsQuery } from '@/generated/gql/graphql';

export type QuoteDetail = Detail;
export type QuoteVersion = NonNullable<QuoteVersionsQuery['quote']>['versions'][number];

export const QuoteDetailFragment = graphql(`
  fragment QuoteDetail on Quote {
    ...QuoteHead
    rowVersion
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
    vat {
      ...Amount
    }
    vatText
    vatTreatment
    email
    language
    poNumber
    note
    reason
    acceptedName
    pricedOn
    createdBy
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
        ...Refusing
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

/** What every write to a quote answers: the quote as it is now, and why not. */
export const QuoteAnswerFragment = graphql(`
  fragment QuoteAnswer on QuotePayload {
    quote {
      ...QuoteDetail
    }
    errors {
      ...Problem
    }
  }
`);

export const SendQuoteDocument = graphql(`
  mutation SendQuote($input: SendQuoteInput!) {
    sendQuote(input: $input) {
      ...QuoteAnswer
    }
  }
`);

export const ReviseQuoteDocument = graphql(`
  mutation ReviseQuote($input: ReviseQuoteInput!) {
    reviseQuote(input: $input) {
      ...QuoteAnswer
      preview {
        ...SalesPreview
      }
    }
  }
`);

export const VoidQuoteDocument = graphql(`
  mutation VoidQuote($input: VoidQuoteInput!) {
    payload: voidQuote(input: $input) {
      ...QuoteAnswer
    }
  }
`);

export const RevokeLinkDocument = graphql(`
  mutation RevokePayLink($input: RevokePayLinkInput!) {
    payload: revokePayLink(input: $input) {
      ...QuoteAnswer
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
        ...Problem
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
        ...Problem
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
