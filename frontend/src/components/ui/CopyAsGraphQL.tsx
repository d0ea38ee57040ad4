import { print } from 'graphql';
import type { DocumentNode } from 'graphql';
import { useT } from '@/lib/i18n/useT';
import { CopyButton } from './CopyButton';

interface CopyAsGraphQLProps {
  document: DocumentNode;
  variables: object;
}

/** What this screen asked, as a document and variables for `/graphiql` or a script. */
export function CopyAsGraphQL({ document, variables }: CopyAsGraphQLProps) {
  const t = useT();
  return <CopyButton read={() => asGraphQL(document, variables)}>{t('ui.copyGraphql')}</CopyButton>;
}

export function asGraphQL(document: DocumentNode, variables: object): string {
  const plain = print(document).replace(/^\s*__typename\n/gm, '');
  const given = JSON.stringify(variables, null, 2);
  return `${plain}\n\n# variables\n${given.replace(/^/gm, '# ')}\n`;
}
