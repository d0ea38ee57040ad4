import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { quoteWord } from '@/components/sales/words';
import { FilterMenu } from '@/components/ui/FilterMenu';
import { LinkButton } from '@/components/ui/links';
import { FilterRow } from '@/components/ui/list/FilterRow';
import { ListPage } from '@/components/ui/list/ListPage';
import { PartnerPicker } from '@/components/ui/PartnerPicker';
import { FirstUse } from '@/components/ui/Problems';
import { useQuoteChanges } from '@/lib/changes';
import { usePages } from '@/lib/graphql/usePages';
import { useT } from '@/lib/i18n/useT';
import { useMay } from '@/lib/me';
import { quoteStates } from '@/lib/lists/sales';
import { present } from '@/lib/search';
import { fileOf } from '@/lib/session/tenantChoice';
import { useFormat } from '@/lib/useFormat';
import { useRested } from '@/lib/useRested';
import { QuoteCard, quoteColumns } from './columns';
import type { QuoteRow } from './queries';
import { QuotesDocument } from './queries';
import type { QuotesSearch } from './routes';

const route = getRouteApi('/quotes');
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
  const filter = {
    search: q,
    state,
    customerId: customer,
    keyId: key,
    partnerId: partner,
    validTo: until,
  };
  const variables = { first: PAGE, filter };
  const pages = usePages(QuotesDocument, variables, data => data.quotes);
  const columns = useMemo(() => quoteColumns(t, many), [t, many]);
  const go = (change: QuotesSearch) =>
    void navigate({ search: present<QuotesSearch>({ ...search, ...change }), replace: true });
  const clear = () => void navigate({ search: {}, replace: true });
  useQuoteChanges(useRested(pages.retry));

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
    <ListPage<QuoteRow>
      id="quotes"
      screen="quotes"
      title={t('quotes.title')}
      object={t('quotes.object.list')}
      file={mayExport ? fileOf('quotes', filter) : undefined}
      asked={{ document: QuotesDocument, variables }}
      columns={columns}
      pages={pages}
      rowId={row => row.id}
      rowName={row => row.number}
      card={row => <QuoteCard row={row} />}
      filters={filters}
      clear={clear}
      next={makeButton}
      bar={
        <FilterRow
          search={{ label: t('quotes.search'), value: q, onSettle: text => go({ q: text }) }}
          filters={filters}
          clear={clear}
        >
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
        </FilterRow>
      }
      first={
        <FirstUse title={t('quotes.first.title')} action={makeButton}>
          {t('quotes.first.text')}
        </FirstUse>
      }
    />
  );
}
