import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { PlainTable } from '@/components/ui/PlainTable';
import { ErrorState } from '@/components/ui/Problems';
import { Skeleton } from '@/components/ui/Skeleton';
import { graphql } from '@/generated/gql';
import type { ImportState } from '@/generated/schema';
import { usePages } from '@/lib/graphql/usePages';
import { useT } from '@/lib/i18n/useT';
import { withTenant } from '@/lib/session/tenantChoice';

const ProblemsDocument = graphql(`
  query ImportProblems($id: ID!, $first: Int!, $after: String) {
    import(id: $id) {
      id
      problems(first: $first, after: $after) {
        nodes {
          line
          column
          value
          code
          message
          rule
        }
        pageInfo {
          endCursor
          hasNextPage
        }
      }
    }
  }
`);

const none = { nodes: [], pageInfo: { endCursor: null, hasNextPage: false } };

/** Every bad row with its line, column, value and reason; read again when the phase changes. */
export function Problems({ id, state }: { id: string; state: ImportState }) {
  const t = useT();
  const pages = usePages(ProblemsDocument, { id, first: 50 }, data => data.import?.problems ?? none);
  const shown = useRef(state);
  const { retry } = pages;
  useEffect(() => {
    if (shown.current === state) return;
    shown.current = state;
    retry();
  }, [state, retry]);
  return (
    <div className="stack">
      <div className="row">
        <h2>{t('imports.problems')}</h2>
        <Button
          size="xs"
          variant="default"
          component="a"
          download
          href={withTenant(`/api/export/imports/${id}/problems.csv`)}
        >
          {t('imports.problems.export')}
        </Button>
      </div>
      {pages.problem ? (
        <ErrorState object={t('imports.problems')} problem={pages.problem} retry={pages.retry} />
      ) : null}
      {pages.loading ? <Skeleton height={36} rows={6} /> : null}
      {pages.nodes.length > 0 ? (
        <PlainTable
          label={t('imports.problems')}
          head={
            <>
              <th scope="col" className="numeric">
                {t('imports.line')}
              </th>
              <th scope="col">{t('imports.column')}</th>
              <th scope="col">{t('imports.value')}</th>
              <th scope="col">{t('imports.reason')}</th>
            </>
          }
        >
          {pages.nodes.map((problem, index) => (
            <tr key={index}>
              <th scope="row" className="numeric">
                {problem.line}
              </th>
              <td>{problem.column}</td>
              <td>{problem.value}</td>
              <td>
                {problem.message} <span className="meta">{problem.rule ?? problem.code}</span>
              </td>
            </tr>
          ))}
        </PlainTable>
      ) : null}
      {pages.hasMore ? (
        <Button variant="default" onClick={pages.loadMore} loading={pages.loadingMore}>
          {t('ui.table.more')}
        </Button>
      ) : null}
    </div>
  );
}
