import { Checkbox } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { orderWord } from '@/components/sales/words';
import { FilterMenu } from '@/components/ui/FilterMenu';
import { LinkButton } from '@/components/ui/links';
import { FilterRow } from '@/components/ui/list/FilterRow';
import { ListPage } from '@/components/ui/list/ListPage';
import { FirstUse } from '@/components/ui/Problems';
import { useOrderChanges } from '@/lib/changes';
import { usePages } from '@/lib/graphql/usePages';
import { useT } from '@/lib/i18n/useT';
import { useMay } from '@/lib/me';
import { orderStates } from '@/lib/lists/sales';
import { present } from '@/lib/search';
import { fileOf } from '@/lib/session/tenantChoice';
import { useRested } from '@/lib/useRested';
import { OrderCard, orderColumns } from './columns';
import type { OrderRow } from './queries';
import { OrdersDocument } from './queries';
import type { OrdersSearch } from './routes';

const route = getRouteApi('/billing');
const PAGE = 60;

export function OrdersPage() {
  const t = useT();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const many = useMay('ListPartners');
  const mayExport = useMay('ExportOrders');
  const { q, state, key, disputed } = search;
  const filter = { search: q, state, keyId: key, disputed };
  const variables = { first: PAGE, filter };
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
    <ListPage<OrderRow>
      id="orders"
      screen="billing"
      title={t('orders.title')}
      object={t('orders.object.list')}
      file={mayExport ? fileOf('orders', { ...filter, disputed: disputed && 'true' }) : undefined}
      asked={{ document: OrdersDocument, variables }}
      columns={columns}
      pages={pages}
      rowId={row => row.id}
      rowName={row => row.number}
      card={row => <OrderCard row={row} />}
      filters={filters}
      clear={clear}
      bar={
        <FilterRow
          search={{ label: t('orders.search'), value: q, onSettle: text => go({ q: text }) }}
          filters={filters}
          clear={clear}
        >
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
        </FilterRow>
      }
      first={
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
      }
    />
  );
}
