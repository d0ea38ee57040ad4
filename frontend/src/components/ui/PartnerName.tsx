import { useQuery } from 'urql';
import { graphql } from '@/generated/gql';

const PartnerNameDocument = graphql(`
  query PartnerName($id: ID!) {
    partner(id: $id) {
      id
      name
    }
  }
`);

/** A partner by name where only its id is kept; for those who may see partners. Asked once for each. */
export function PartnerName({ id }: { id: string }) {
  const [{ data, fetching }] = useQuery({ query: PartnerNameDocument, variables: { id } });
  return data?.partner?.name ?? (fetching ? '…' : id);
}
