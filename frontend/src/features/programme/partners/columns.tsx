import { Link } from '@tanstack/react-router';
import { Badge } from '@/components/ui/StatusBadge';
import type { Column } from '@/components/ui/table/columns';
import { countryName } from '@/lib/i18n/countries';
import type { Translate } from '@/lib/i18n/useT';
import { useT } from '@/lib/i18n/useT';
import type { Formats } from '@/lib/useFormat';
import { useFormat } from '@/lib/useFormat';
import { outcomeTone, outcomeWord } from '../words';
import type { PartnerRow } from './documents';
import classes from './Partners.module.css';
import { stateWord } from './search';

export function partnerColumns(t: Translate, format: Formats, locale: string): Column<PartnerRow>[] {
  return [
    {
      id: 'name',
      header: t('partners.name'),
      width: 240,
      fixed: true,
      sort: { asc: 'NAME', desc: 'NAME_DESC' },
      cell: row => (
        <>
          <Link to="/partners/$id" params={{ id: row.id }}>
            {row.name}
          </Link>{' '}
          <Suspended row={row} />
        </>
      ),
    },
    {
      id: 'level',
      header: t('partners.level'),
      width: 110,
      sort: { asc: 'LEVEL', desc: 'LEVEL_DESC' },
      cell: row => row.level ?? '',
    },
    {
      id: 'points',
      header: t('partners.points'),
      width: 110,
      numeric: true,
      sort: { asc: 'POINTS', desc: 'POINTS_DESC' },
      cell: row => (row.points == null ? '' : format.number(row.points)),
    },
    { id: 'outlook', header: t('partners.outlook'), width: 150, cell: row => <Outlook row={row} /> },
    {
      id: 'keys',
      header: t('partners.keys'),
      width: 90,
      numeric: true,
      sort: { asc: 'KEYS', desc: 'KEYS_DESC' },
      cell: row => format.number(row.keys ?? 0),
    },
    {
      id: 'country',
      header: t('partners.country'),
      width: 110,
      cell: row => (row.country ? countryName(locale, row.country) : ''),
    },
    { id: 'city', header: t('partners.city'), width: 130, optional: true, cell: row => row.city ?? '' },
    { id: 'vatId', header: t('partners.vatId'), width: 150, cell: row => row.vatId ?? '' },
  ];
}

function Suspended({ row }: { row: Pick<PartnerRow, 'suspended'> }) {
  const t = useT();
  return row.suspended ? <Badge tone="late">{t(stateWord.SUSPENDED)}</Badge> : null;
}

function Outlook({ row }: { row: Pick<PartnerRow, 'outlook'> }) {
  const t = useT();
  return row.outlook ? <Badge tone={outcomeTone[row.outlook]}>{t(outcomeWord[row.outlook])}</Badge> : null;
}

export function PartnerCard({ row }: { row: PartnerRow }) {
  const t = useT();
  const format = useFormat();
  return (
    <div className={classes.card}>
      <Link to="/partners/$id" params={{ id: row.id }} className={classes.name}>
        {row.name}
      </Link>
      <Outlook row={row} /> <Suspended row={row} />
      <p className="muted">{[row.city, row.country, row.vatId].filter(Boolean).join(' · ')}</p>
      <p className="meta">
        {t('partners.summary', {
          level: row.level ?? t('programme.level.none'),
          points: format.number(row.points ?? 0),
          keys: row.keys ?? 0,
        })}
      </p>
    </div>
  );
}
