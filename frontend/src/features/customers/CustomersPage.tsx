import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useIntl } from 'react-intl';
import { FilterRow } from '@/components/ui/list/FilterRow';
import { ListPage } from '@/components/ui/list/ListPage';
import { PartnerPicker } from '@/components/ui/PartnerPicker';
import { FirstUse } from '@/components/ui/Problems';
import { graphql } from '@/generated/gql';
import { usePages } from '@/lib/graphql/usePages';
import { useT } from '@/lib/i18n/useT';
import { useMay } from '@/lib/me';
import { fileOf } from '@/lib/session/tenantChoice';
import { CustomerCard, customerColumns } from './customerColumns';

const CustomersDocument = graphql(`
  query Customers($first: Int!, $after: String, $search: String, $partnerId: ID) {
    customers(first: $first, after: $after, search: $search, partnerId: $partnerId) {
      nodes {
        id
        name
        email
        vatId
        country
        city
        language
        education
        createdAt
        partner {
          id
          name
        }
      }
      pageInfo {
        endCursor
        hasNextPage
      }
      total {
        count
        atLeast
      }
    }
  }
`);

const route = getRouteApi('/customers');
const PAGE = 60;

export function CustomersPage() {
  const t = useT();
  const { locale } = useIntl();
  const { q, partner } = route.useSearch();
  const navigate = route.useNavigate();
  const many = useMay('ListPartners');
  const mayRegister = useMay('RegisterCustomer');
  const mayExport = useMay('ExportCustomers');
  const variables = { first: PAGE, search: q ?? null, partnerId: partner ?? null };
  const pages = usePages(CustomersDocument, variables, data => data.customers);
  const columns = useMemo(() => customerColumns(t, locale, many), [t, locale, many]);
  const clear = () => void navigate({ search: {}, replace: true });

  const filters = [
    ...(q === undefined ? [] : [`“${q}”`]),
    ...(partner === undefined ? [] : [t('customers.partner')]),
  ];
  const registerButton = mayRegister ? (
    <Button size="xs" component={Link} to="/customers/new">
      {t('customers.register')}
    </Button>
  ) : null;
  return (
    <ListPage
      id="customers"
      screen="customers"
      title={t('customers.title')}
      object={t('customers.object.list')}
      file={mayExport ? fileOf('customers', { search: q, partnerId: partner }) : undefined}
      asked={{ document: CustomersDocument, variables }}
      columns={columns}
      pages={pages}
      rowId={row => row.id}
      rowName={row => row.name}
      card={row => <CustomerCard row={row} />}
      filters={filters}
      clear={clear}
      next={registerButton}
      bar={
        <FilterRow
          search={{
            label: t('customers.search'),
            value: q,
            onSettle: text => void navigate({ search: { q: text, partner }, replace: true }),
          }}
          filters={filters}
          clear={clear}
        >
          <PartnerPicker
            label={t('customers.partner')}
            placeholder={t('customers.partner.all')}
            value={partner}
            onChange={chosen => void navigate({ search: { q, partner: chosen }, replace: true })}
          />
        </FilterRow>
      }
      first={
        <FirstUse title={t('customers.empty')} action={registerButton}>
          {t('customers.empty.text')}
        </FirstUse>
      }
    />
  );
}
