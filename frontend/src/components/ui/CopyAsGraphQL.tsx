import type { DocumentNode } from 'graphql';
import { useT } from '@/lib/i18n/useT';
import { CopyButton } from './CopyButton';

export interface CopiedOperation {
  document: DocumentNode;
  variables: object;
}

/** What this screen asked, as a document and variables for `/graphiql` or a script. */
export function CopyAsGraphQL({ document, variables }: CopiedOperation) {
  const t = useT();
  // The printer is fetched at the click: nobody pays for it who does not copy.
  const read = async () => (await import('@/lib/graphql/written')).asGraphQL(document, variables);
  return <CopyButton read={read}>{t('ui.copyGraphql')}</CopyButton>;
}
