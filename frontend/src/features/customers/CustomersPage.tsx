import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useIntl } from 'react-intl';
import { CopyAsGraphQL } from '@/components/ui/CopyAsGraphQL';
import { CopyLink } from '@/components/ui/CopyButton';
import { More } from '@/components/ui/More';
import { Page } from '@/components/ui/Page';
import { PartnerPicker } from '@/components/ui/PartnerPicker';
import { FilteredEmpty, FirstUse } from '@/components/ui/Problems';
import { SavedViews } from '@/components/ui/SavedViews';
import { SearchBox } from '@/components/ui/SearchBox';
import { ColumnChooser } from '@/components/ui/table/ColumnChooser';
import { DataTable } from '@/components/ui/table/DataTable';
import { TotalText } from '@/components/ui/TotalText';
import { graphql } from '@/generated/gql';
import { usePages } from '@/lib/graphql/usePages';
import { useT } from '@/lib/i18n/useT';
import { useMay } from '@/lib/me';
import { stringifySearch } from '@/lib/search';
import { withTenant } from '@/lib/tenantChoice';
import classes from './Customers.module.css';
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
const TABLE = 'customers';
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
    <Page
      fill
      title={t('customers.title')}
      aside={<TotalText total={pages.total} />}
      actions={
        <>
          <SavedViews screen="customers" />
          <More>
            {mayExport ? (
              <Button
                variant="default"
                size="xs"
                component="a"
                download
                href={withTenant(
                  `/api/export/customers.csv${stringifySearch({ search: q, partnerId: partner })}`,
                )}
              >
                {t('customers.export')}
              </Button>
            ) : null}
            <ColumnChooser id={TABLE} columns={columns} />
            <CopyAsGraphQL document={CustomersDocument} variables={variables} />
            <CopyLink />
          </More>
          {registerButton}
        </>
      }
    >
      <div className={classes.filters}>
        <SearchBox
          label={t('customers.search')}
          value={q ?? ''}
          className={classes.search ?? ''}
          onSettle={text => void navigate({ search: { q: text || undefined, partner }, replace: true })}
        />
        <PartnerPicker
          label={t('customers.partner')}
          placeholder={t('customers.partner.all')}
          value={partner}
          onChange={chosen => void navigate({ search: { q, partner: chosen }, replace: true })}
        />
      </div>
      <DataTable
        id={TABLE}
        caption={t('customers.title')}
        object={t('customers.object.list')}
        columns={columns}
        pages={pages}
        rowId={row => row.id}
        rowName={row => row.name}
        card={row => <CustomerCard row={row} />}
        empty={
          filters.length > 0 ? (
            <FilteredEmpty filters={filters} clear={clear} />
          ) : (
            <FirstUse title={t('customers.empty')} action={registerButton}>
              {t('customers.empty.text')}
            </FirstUse>
          )
        }
      />
    </Page>
  );
}
