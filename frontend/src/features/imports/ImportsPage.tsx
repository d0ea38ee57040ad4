import { Button } from '@mantine/core';
import { Page } from '@/components/ui/Page';
import { ErrorState, FirstUse } from '@/components/ui/Problems';
import { Skeleton } from '@/components/ui/Skeleton';
import { graphql } from '@/generated/gql';
import { useImportChanges } from '@/lib/changes';
import { usePages } from '@/lib/graphql/usePages';
import { useT } from '@/lib/i18n/useT';
import { NewImport } from './NewImport';
import { RunList } from './RunList';

const ImportsDocument = graphql(`
  query Imports($first: Int!, $after: String) {
    imports(first: $first, after: $after) {
      nodes {
        id
        kind
        state
        fileName
        rows
        bad
        committed
        startedAt
        startedBy
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);

export function ImportsPage() {
  const t = useT();
  const pages = usePages(ImportsDocument, { first: 25 }, data => data.imports);
  useImportChanges(change => {
    const known = pages.nodes.find(run => run.id === change.id);
    if (known?.state !== change.state) pages.retry();
  });
  return (
    <Page title={t('imports.title')}>
      <NewImport />
      {pages.problem ? (
        <ErrorState object={t('imports.object.list')} problem={pages.problem} retry={pages.retry} />
      ) : null}
      {pages.loading ? <Skeleton height={36} rows={5} /> : null}
      {!pages.loading && !pages.problem && pages.nodes.length === 0 ? (
        <FirstUse title={t('imports.empty')}>{t('imports.empty.text')}</FirstUse>
      ) : null}
      {pages.nodes.length > 0 ? <RunList runs={pages.nodes} /> : null}
      {pages.hasMore ? (
        <Button variant="default" onClick={pages.loadMore} loading={pages.loadingMore}>
          {t('ui.table.more')}
        </Button>
      ) : null}
    </Page>
  );
}
