import { graphql } from '@/generated/gql';

export const CustomerChoicesDocument = graphql(`
  query IssueCustomers($search: String) {
    customers(first: 20, search: $search) {
      nodes {
        id
        name
        city
        vatId
        email
        partner {
          id
          name
        }
      }
    }
  }
`);

export const IssueKeyDocument = graphql(`
  mutation IssueKey($input: IssueKeyInput!) {
    payload: issueKey(input: $input) {
      ...CommandResult
    }
  }
`);
