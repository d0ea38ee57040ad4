import { useMutation } from 'urql';
import { graphql } from '@/generated/gql';
import { toProblem } from '@/lib/graphql/problem';
import type { RefusedBy } from './Refused';

const PayQuoteDocument = graphql(`
  mutation PayQuote($input: PayQuoteInput!) {
    payQuote(input: $input) {
      checkout {
        url
      }
      errors {
        ...Problem
      }
    }
  }
`);

/** On to the payment page, and from there back to the quote, which waits for the payment's own message. Returns why not. */
export function usePay() {
  const [{ fetching: paying }, payQuote] = useMutation(PayQuoteDocument);
  const pay = async (id: string): Promise<RefusedBy | undefined> => {
    const returnTo = `${location.origin}/quotes/${id}`;
    const { data, error } = await payQuote({ input: { id, returnTo } });
    const url = data?.payQuote.checkout?.url;
    if (url) location.assign(url);
    return error ? toProblem(error) : data?.payQuote.errors[0];
  };
  return { pay, paying };
}
