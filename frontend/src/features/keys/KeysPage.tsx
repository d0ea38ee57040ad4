import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { useQuery } from 'urql';
import { LinkButton } from '@/components/ui/links';
import { ListPage } from '@/components/ui/list/ListPage';
import { FirstUse } from '@/components/ui/Problems';
import { useT } from '@/lib/i18n/useT';
import { withTexts } from '@/lib/lazyScreen';
import type { KeysSearch } from '@/lib/lists/keyFilter';
import { defaultSort, readKeysSearch } from '@/lib/lists/keyFilter';
import { useMay, useMe } from '@/lib/me';
import { present } from '@/lib/search';
import { useFormat } from '@/lib/useFormat';
import { exportUrl } from './exportUrl';
import { activeFilters } from './filters/activeFilters';
import { FilterBar } from './filters/FilterBar';
import { keyColumns } from './list/columns';
import { KeyCard } from './list/KeyCard';
import type { KeyRow } from './queries';
import { CustomerNameDocument, KeysDocument, PartnerNameDocument } from './queries';
import { useTableSelection } from './selection';
import { listVariables, useKeyList } from './useKeyList';

// Nobody has chosen anything when the list appears.
const BulkBar = lazy(() => withTexts(() => import('./bulk/BulkBar'), 'keys-detail'));
const PasteDialog = lazy(() => withTexts(() => import('./paste/PasteDialog'), 'keys-detail'));
const route = getRouteApi('/keys');

export function KeysPage() {
  const t = useT();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const operator = useMay('ListPartners');
  const mayIssue = useMay('IssueKey');
  const { tenant } = useMe();
  const [pasting, setPasting] = useState(false);

  const pages = useKeyList(search);
  const selection = useTableSelection(pages.nodes);
  const active = useActiveFilters(search, operator);
  const columns = useMemo(
    () => keyColumns({ t, today: tenant.today, operator, search }),
    [t, tenant.today, operator, search],
  );
  const go = useCallback(
    (next: KeysSearch) => void navigate({ search: present(next), replace: true, resetScroll: true }),
    [navigate],
  );
  return (
    <ListPage<KeyRow>
      id="keys"
      screen="keys"
      title={t('keys.title')}
      object={t('keys.object.list')}
      file={exportUrl(search)}
      asked={{ document: KeysDocument, variables: listVariables(search) }}
      columns={columns}
      pages={pages}
      rowId={row => row.id}
      rowName={row => row.number}
      card={row => <KeyCard row={row} search={search} />}
      sort={search.sort ?? defaultSort}
      onSort={sort => go(readKeysSearch({ ...search, sort }))}
      selection={selection}
      filters={active.map(filter => filter.text)}
      clear={() => go({})}
      bar={<FilterBar search={search} active={active} onChange={go} />}
      before={
        <Button size="xs" variant="default" onClick={() => setPasting(true)}>
          {t('keys.paste')}
        </Button>
      }
      next={
        mayIssue ? (
          <LinkButton size="xs" to="/keys/new">
            {t('app.action.issue')}
          </LinkButton>
        ) : null
      }
      first={
        <FirstUse title={t('keys.first.title')}>
          {t(mayIssue ? 'keys.first.operator' : 'keys.first.partner')}
        </FirstUse>
      }
    >
      {selection.ids.size > 0 ? (
        <Suspense>
          <BulkBar search={search} total={pages.total} />
        </Suspense>
      ) : null}
      {pasting ? (
        <Suspense>
          <PasteDialog onClose={() => setPasting(false)} />
        </Suspense>
      ) : null}
    </ListPage>
  );
}

function useActiveFilters(search: KeysSearch, operator: boolean) {
  const t = useT();
  const format = useFormat();
  const [partner] = useQuery({
    query: PartnerNameDocument,
    variables: { id: search.partner ?? '' },
    pause: search.partner === undefined || !operator,
  });
  const [customer] = useQuery({
    query: CustomerNameDocument,
    variables: { id: search.customer ?? '' },
    pause: search.customer === undefined,
  });
  return activeFilters(search, t, format, {
    partner: partner.data?.partner?.name,
    customer: customer.data?.customer?.name,
  });
}
