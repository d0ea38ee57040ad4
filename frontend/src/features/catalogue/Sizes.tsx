import { NativeSelect } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { PlainTable } from '@/components/ui/PlainTable';
import { useT } from '@/lib/i18n/useT';
import { useFormat } from '@/lib/useFormat';
import type { Catalogue } from './query';
import { ruleStatusWord, Section, VersionLine } from './Section';

const route = getRouteApi('/catalogue');

type Row = Catalogue['sizeTables'][number]['rows'][number];

/** EX-1: the table decides. A second version beside it marks what changed. */
export function Sizes({ tables }: { tables: Catalogue['sizeTables'] }) {
  const t = useT();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const shown =
    tables.find(table => table.version.id === search.table) ??
    tables.find(table => table.current) ??
    tables[0];
  if (!shown) return null;
  const others = tables.filter(table => table !== shown);
  const before = others.find(table => table.version.id === search.compare);
  const choice = ({ version }: (typeof tables)[number]) => ({
    value: version.id,
    label: `${version.id} · ${t(ruleStatusWord[version.status])}`,
  });
  const go = (next: { table?: string | undefined; compare?: string | undefined }) =>
    void navigate({ search: { ...search, ...next }, replace: true, resetScroll: false });
  return (
    <Section id="sizes" title={t('catalogue.sizes')}>
      {others.length > 0 ? (
        <div className="row">
          <NativeSelect
            size="xs"
            label={t('catalogue.table')}
            value={shown.version.id}
            onChange={event => go({ table: event.currentTarget.value })}
            data={tables.map(choice)}
          />
          <NativeSelect
            size="xs"
            label={t('catalogue.compare')}
            value={before?.version.id ?? ''}
            onChange={event => go({ compare: event.currentTarget.value || undefined })}
            data={[{ value: '', label: t('catalogue.compare.none') }, ...others.map(choice)]}
          />
        </div>
      ) : null}
      <VersionLine version={shown.version} current={shown.current} />
      <PlainTable
        label={t('catalogue.sizes')}
        head={
          <>
            <th scope="col">{t('catalogue.size')}</th>
            <th scope="col" className="numeric">
              {t('catalogue.maximum')}
            </th>
            <th scope="col" className="numeric">
              {t('catalogue.recommended')}
            </th>
            <th scope="col">{t('catalogue.soldAs')}</th>
          </>
        }
      >
        {shown.rows.map(row => (
          <SizeLine
            key={`${row.size} ${row.free}`}
            row={row}
            before={before?.rows.find(old => old.size === row.size && old.free === row.free)}
          />
        ))}
      </PlainTable>
    </Section>
  );
}

function SizeLine({ row, before }: { row: Row; before: Row | undefined }) {
  const t = useT();
  const format = useFormat();
  const sold = [row.annual ? t('word.kind.annual') : '', row.perpetual ? t('word.kind.perpetual') : ''];
  const changed = (now: number | null | undefined, old: number | null | undefined) => (
    <td className="numeric" data-changed={before && old != null && old !== now ? 'true' : undefined}>
      {now == null ? '–' : format.number(now)}
      {before && old != null && old !== now ? ` (${t('catalogue.was', { value: old })})` : ''}
    </td>
  );
  return (
    <tr>
      <th scope="row" className="nowrap">
        {row.free ? t('catalogue.free', { size: row.size }) : format.number(row.size)}
      </th>
      {changed(row.maxExtensions, before?.maxExtensions)}
      {changed(row.recommendedFrom, before?.recommendedFrom)}
      <td>{sold.filter(Boolean).join(' · ') || '–'}</td>
    </tr>
  );
}
