import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import classes from '@/components/sales/sales.module.css';
import { quoteWord } from '@/components/sales/words';
import { CopyAsGraphQL } from '@/components/ui/CopyAsGraphQL';
import { CopyLink } from '@/components/ui/CopyButton';
import { FilterMenu } from '@/components/ui/FilterMenu';
import { LinkButton } from '@/components/ui/links';
import { More } from '@/components/ui/More';
import { Page } from '@/components/ui/Page';
import { PartnerPicker } from '@/components/ui/PartnerPicker';
import { FilteredEmpty, FirstUse } from '@/components/ui/Problems';
import { SavedViews } from '@/components/ui/SavedViews';
import { SearchBox } from '@/components/ui/SearchBox';
import { ColumnChooser } from '@/components/ui/table/ColumnChooser';
import { DataTable } from '@/components/ui/table/DataTable';
import { TotalText } from '@/components/ui/TotalText';
import { useQuoteChanges } from '@/lib/changes';
import { usePages } from '@/lib/graphql/usePages';
import { useRested } from '@/lib/useRested';
import { useT } from '@/lib/i18n/useT';
import { useMay } from '@/lib/me';
import { quoteStates } from '@/lib/sales';
import { present, stringifySearch } from '@/lib/search';
import { withTenant } from '@/lib/tenantChoice';
import { useFormat } from '@/lib/useFormat';
import { QuoteCard, quoteColumns } from './columns';
import type { QuoteRow } from './queries';
import { QuotesDocument } from './queries';
import type { QuotesSearch } from './routes';

const route = getRouteApi('/quotes');
const TABLE = 'quotes';
const PAGE = 60;

export function QuotesPage() {
  const t = useT();
  const format = useFormat();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const many = useMay('ListPartners');
  const mayMake = useMay('CreateQuote');
  const mayExport = useMay('ExportQuotes');
  const { q, state, customer, key, partner, until } = search;
  const variables = {
    first: PAGE,
    filter: { search: q, state, customerId: customer, keyId: key, partnerId: partner, validTo: until },
  };
  const pages = usePages(QuotesDocument, variables, data => data.quotes);
  const columns = useMemo(() => quoteColumns(t, many), [t, many]);
  const go = (change: QuotesSearch) =>
    void navigate({ search: present<QuotesSearch>({ ...search, ...change }), replace: true });
  const clear = () => void navigate({ search: {}, replace: true });
  const reread = useRested(pages.retry);
  useQuoteChanges(reread);

  const filters = [
    ...(q === undefined ? [] : [`“${q}”`]),
    ...(state ?? []).map(one => t(quoteWord[one].text)),
    ...(customer === undefined ? [] : [t('quotes.filter.customer')]),
    ...(key === undefined ? [] : [t('quotes.filter.key')]),
    ...(partner === undefined ? [] : [t('quotes.partner')]),
    ...(until === undefined ? [] : [t('quotes.filter.until', { day: format.day(until) })]),
  ];
  const makeButton = mayMake ? (
    <LinkButton size="xs" to="/renewals/new" search={{}}>
      {t('quotes.new')}
    </LinkButton>
  ) : null;
  return (
    <Page
      fill
      title={t('quotes.title')}
      aside={<TotalText total={pages.total} />}
      actions={
        <>
          <SavedViews screen="quotes" />
          <More>
            {mayExport ? (
              <Button
                variant="default"
                size="xs"
                component="a"
                download
                href={withTenant(
                  `/api/export/quotes.csv${stringifySearch({
                    search: q,
                    state,
                    customerId: customer,
                    keyId: key,
                    partnerId: partner,
                    validTo: until,
                  })}`,
                )}
              >
                {t('sales.export')}
              </Button>
            ) : null}
            <ColumnChooser id={TABLE} columns={columns} />
            <CopyAsGraphQL document={QuotesDocument} variables={variables} />
            <CopyLink />
          </More>
          {makeButton}
        </>
      }
    >
      <div className={classes.filters}>
        <SearchBox
          label={t('quotes.search')}
          value={q ?? ''}
          className={classes.search ?? ''}
          onSettle={text => go({ q: text || undefined })}
        />
        <FilterMenu
          label={t('sales.state')}
          values={quoteStates}
          text={value => t(quoteWord[value].text)}
          chosen={state}
          onChange={chosen => go({ state: chosen })}
        />
        <PartnerPicker
          label={t('quotes.partner')}
          placeholder={t('quotes.partner.all')}
          value={partner}
          onChange={chosen => go({ partner: chosen })}
        />
        {filters.length > 0 ? (
          <Button variant="subtle" size="xs" onClick={clear}>
            {t('ui.filtered.clear')}
          </Button>
        ) : null}
      </div>
      <DataTable<QuoteRow>
        id={TABLE}
        caption={t('quotes.title')}
        object={t('quotes.object.list')}
        columns={columns}
        pages={pages}
        rowId={row => row.id}
        rowName={row => row.number}
        card={row => <QuoteCard row={row} />}
        empty={
          filters.length > 0 ? (
            <FilteredEmpty filters={filters} clear={clear} />
          ) : (
            <FirstUse title={t('quotes.first.title')} action={makeButton}>
              {t('quotes.first.text')}
            </FirstUse>
          )
        }
      />
    </Page>
  );
}
