import { Button, Checkbox } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import classes from '@/components/sales/sales.module.css';
import { orderWord } from '@/components/sales/words';
import { CopyAsGraphQL } from '@/components/ui/CopyAsGraphQL';
import { CopyLink } from '@/components/ui/CopyButton';
import { FilterMenu } from '@/components/ui/FilterMenu';
import { LinkButton } from '@/components/ui/links';
import { More } from '@/components/ui/More';
import { Page } from '@/components/ui/Page';
import { FilteredEmpty, FirstUse } from '@/components/ui/Problems';
import { SavedViews } from '@/components/ui/SavedViews';
import { SearchBox } from '@/components/ui/SearchBox';
import { ColumnChooser } from '@/components/ui/table/ColumnChooser';
import { DataTable } from '@/components/ui/table/DataTable';
import { TotalText } from '@/components/ui/TotalText';
import { useOrderChanges } from '@/lib/changes';
import { usePages } from '@/lib/graphql/usePages';
import { useT } from '@/lib/i18n/useT';
import { useMay } from '@/lib/me';
import { orderStates } from '@/lib/sales';
import { present, stringifySearch } from '@/lib/search';
import { withTenant } from '@/lib/tenantChoice';
import { useRested } from '@/lib/useRested';
import { OrderCard, orderColumns } from './columns';
import type { OrderRow } from './queries';
import { OrdersDocument } from './queries';
import type { OrdersSearch } from './routes';

const route = getRouteApi('/billing');
const TABLE = 'orders';
const PAGE = 60;

export function OrdersPage() {
  const t = useT();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const many = useMay('ListPartners');
  const mayExport = useMay('ExportOrders');
  const { q, state, key, disputed } = search;
  const variables = { first: PAGE, filter: { search: q, state, keyId: key, disputed } };
  const pages = usePages(OrdersDocument, variables, data => data.orders);
  const columns = useMemo(() => orderColumns(t, many), [t, many]);
  const go = (change: OrdersSearch) =>
    void navigate({ search: present<OrdersSearch>({ ...search, ...change }), replace: true });
  const clear = () => void navigate({ search: {}, replace: true });
  useOrderChanges(useRested(pages.retry));

  const filters = [
    ...(q === undefined ? [] : [`“${q}”`]),
    ...(state ?? []).map(one => t(orderWord[one].text)),
    ...(key === undefined ? [] : [t('orders.filter.key')]),
    ...(disputed ? [t('orders.disputed')] : []),
  ];
  return (
    <Page
      fill
      title={t('orders.title')}
      aside={<TotalText total={pages.total} />}
      actions={
        <>
          <SavedViews screen="billing" />
          <More>
            {mayExport ? (
              <Button
                variant="default"
                size="xs"
                component="a"
                download
                href={withTenant(
                  `/api/export/orders.csv${stringifySearch({ search: q, state, keyId: key, disputed: disputed ? 'true' : undefined })}`,
                )}
              >
                {t('sales.export')}
              </Button>
            ) : null}
            <ColumnChooser id={TABLE} columns={columns} />
            <CopyAsGraphQL document={OrdersDocument} variables={variables} />
            <CopyLink />
          </More>
        </>
      }
    >
      <div className={classes.filters}>
        <SearchBox
          label={t('orders.search')}
          value={q ?? ''}
          className={classes.search ?? ''}
          onSettle={text => go({ q: text || undefined })}
        />
        <FilterMenu
          label={t('sales.state')}
          values={orderStates}
          text={value => t(orderWord[value].text)}
          chosen={state}
          onChange={chosen => go({ state: chosen })}
        />
        <Checkbox
          size="xs"
          label={t('orders.disputed')}
          checked={disputed ?? false}
          onChange={event => go({ disputed: event.currentTarget.checked || undefined })}
        />
        {filters.length > 0 ? (
          <Button variant="subtle" size="xs" onClick={clear}>
            {t('ui.filtered.clear')}
          </Button>
        ) : null}
      </div>
      <DataTable<OrderRow>
        id={TABLE}
        caption={t('orders.title')}
        object={t('orders.object.list')}
        columns={columns}
        pages={pages}
        rowId={row => row.id}
        rowName={row => row.number}
        card={row => <OrderCard row={row} />}
        empty={
          filters.length > 0 ? (
            <FilteredEmpty filters={filters} clear={clear} />
          ) : (
            <FirstUse
              title={t('orders.first.title')}
              action={
                <LinkButton size="xs" variant="default" to="/quotes" search={{}}>
                  {t('orders.first.do')}
                </LinkButton>
              }
            >
              {t('orders.first.text')}
            </FirstUse>
          )
        }
      />
    </Page>
  );
}
