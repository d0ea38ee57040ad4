import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useIntl } from 'react-intl';
import { useQuery } from 'urql';
import { FilterMenu } from '@/components/ui/FilterMenu';
import { FilterRow } from '@/components/ui/list/FilterRow';
import { ListPage } from '@/components/ui/list/ListPage';
import { FirstUse } from '@/components/ui/Problems';
import { useLevelChanges } from '@/lib/changes';
import { usePages } from '@/lib/graphql/usePages';
import { countryName } from '@/lib/i18n/countries';
import { useT } from '@/lib/i18n/useT';
import { useMay } from '@/lib/me';
import { present } from '@/lib/search';
import { fileOf } from '@/lib/session/tenantChoice';
import { useFormat } from '@/lib/useFormat';
import { useRested } from '@/lib/useRested';
import { PartnerCard, partnerColumns } from './columns';
import type { PartnerRow } from './documents';
import { LevelNamesDocument, PartnersDocument } from './documents';
import type { PartnersSearch } from './search';
import { partnerSorts, partnerStates, stateWord } from './search';

const route = getRouteApi('/partners');
const PAGE = 60;
/** Where resellers of the programmes sit; an address may name any other. */
const COUNTRIES = ['IT', 'FR', 'NO', 'SE', 'DK', 'DE', 'AT', 'CH', 'ES'] as const;

/** The resellers of the programme: who stands where, with what, and what the next review would say. */
export function PartnersPage() {
  const t = useT();
  const format = useFormat();
  const { locale } = useIntl();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const mayExport = useMay('ExportPartners');
  const { q, level, country, state, sort } = search;
  const variables = {
    first: PAGE,
    search: q ?? null,
    level: level ?? null,
    country: country ?? null,
    state: state ?? null,
    sort: sort ?? null,
  };
  const pages = usePages(PartnersDocument, variables, data => data.partners);
  const [{ data: names }] = useQuery({ query: LevelNamesDocument });
  const levels =
    names?.levelRules.versions.find(version => version.state === 'IN_FORCE')?.rows.map(row => row.name) ?? [];
  const columns = useMemo(() => partnerColumns(t, format, locale), [t, format, locale]);
  const go = (change: PartnersSearch) =>
    void navigate({ search: present<PartnersSearch>({ ...search, ...change }), replace: true });
  const clear = () => void navigate({ search: present<PartnersSearch>({ sort }), replace: true });
  useLevelChanges(useRested(pages.retry));

  const filters = [
    ...(q === undefined ? [] : [`“${q}”`]),
    ...(level ?? []),
    ...(country ?? []).map(code => countryName(locale, code)),
    ...(state ? [t(stateWord[state])] : []),
  ];
  return (
    <ListPage<PartnerRow>
      id="partners"
      screen="partners"
      title={t('partners.title')}
      object={t('partners.object.list')}
      file={
        mayExport
          ? fileOf('partners', { search: q, level, country, state, sort: sort && coreSort(sort) })
          : undefined
      }
      asked={{ document: PartnersDocument, variables }}
      columns={columns}
      pages={pages}
      sort={sort ?? 'NAME'}
      onSort={chosen => go({ sort: partnerSorts.find(one => one === chosen) })}
      rowId={row => row.id}
      rowName={row => row.name}
      card={row => <PartnerCard row={row} />}
      filters={filters}
      clear={clear}
      bar={
        <FilterRow
          search={{ label: t('partners.search'), value: q, onSettle: text => go({ q: text }) }}
          filters={filters}
          clear={clear}
        >
          <FilterMenu
            label={t('partners.level')}
            values={levels}
            text={name => name}
            chosen={level}
            onChange={chosen => go({ level: chosen })}
          />
          <FilterMenu
            label={t('partners.country')}
            values={[...new Set([...COUNTRIES, ...(country ?? [])])]}
            text={code => countryName(locale, code)}
            chosen={country}
            onChange={chosen => go({ country: chosen })}
          />
          <FilterMenu
            label={t('partners.state')}
            values={partnerStates}
            text={value => t(stateWord[value])}
            chosen={state && [state]}
            onChange={chosen => go({ state: chosen?.at(-1) })}
          />
        </FilterRow>
      }
      first={<FirstUse title={t('partners.empty')}>{t('partners.empty.text')}</FirstUse>}
    />
  );
}

/** As the core writes a descending order. */
const coreSort = (sort: string): string => (sort.endsWith('_DESC') ? `-${sort.slice(0, -5)}` : sort);
