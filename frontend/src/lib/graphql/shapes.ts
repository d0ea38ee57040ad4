import { graphql } from '@/generated/gql';

/** Shapes that documents everywhere ask for, written once: a document names them (`...Amount`) and takes them along. */
export const AmountFragment = graphql(`
  fragment Amount on Money {
    minor
    currency
  }
`);

export const ProblemFragment = graphql(`
  fragment Problem on UserError {
    code
    rule
    message
    field
  }
`);

export const RefusingFragment = graphql(`
  fragment Refusing on LineRefusal {
    code
    rule
    message
    remedy
  }
`);
