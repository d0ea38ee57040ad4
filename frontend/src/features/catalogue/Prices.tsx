import { useIntl } from 'react-intl';
import { DateText } from '@/components/ui/DateText';
import { MoneyText } from '@/components/ui/MoneyText';
import { PlainTable } from '@/components/ui/PlainTable';
import { Badge } from '@/components/ui/StatusBadge';
import { useT } from '@/lib/i18n/useT';
import { useFormat } from '@/lib/useFormat';
import { editionName, kinds, kindWord } from '@/lib/words';
import type { Catalogue } from './query';
import { Section, VersionLine } from './Section';

export function Prices({ catalogue }: { catalogue: Catalogue }) {
  const t = useT();
  return (
    <Section id="prices" title={t('catalogue.prices')}>
      {catalogue.priceBooks.map(book => (
        <div key={book.version.id} className="stack">
          {book.example ? (
            <p className="row">
              <Badge tone="soon">{t('catalogue.example')}</Badge> {t('catalogue.example.text')}
            </p>
          ) : null}
          <VersionLine version={book.version} />
          {kinds.map(kind => {
            const rows = book.rows.filter(row => row.kind === kind);
            if (rows.length === 0) return null;
            const label = `${t(kindWord[kind])} · ${book.currency}`;
            return (
              <details key={kind}>
                <summary>{label}</summary>
                <PriceTable label={label} rows={rows} editions={catalogue.editions} />
              </details>
            );
          })}
        </div>
      ))}
    </Section>
  );
}

interface PriceTableProps {
  label: string;
  rows: Catalogue['priceBooks'][number]['rows'];
  editions: Catalogue['editions'];
}

function PriceTable({ label, rows, editions }: PriceTableProps) {
  const t = useT();
  const format = useFormat();
  const shown = editions.filter(edition => rows.some(row => row.edition === edition.code));
  const sizes = [...new Set(rows.map(row => row.size))].sort((a, b) => a - b);
  return (
    <PlainTable
      label={label}
      head={
        <>
          <th scope="col">{t('catalogue.size')}</th>
          {shown.map(({ code, name }) => (
            <th key={code} scope="col" className="numeric">
              {name || editionName[code]}
            </th>
          ))}
        </>
      }
    >
      {sizes.map(size => (
        <tr key={size}>
          <th scope="row">{format.number(size)}</th>
          {shown.map(({ code }) => {
            const row = rows.find(each => each.size === size && each.edition === code);
            return (
              <td key={code} className="numeric">
                {row ? <MoneyText money={row.price} /> : '–'}
                {row?.maintenance ? (
                  <div className="meta">
                    {t('catalogue.maintenance')} <MoneyText money={row.maintenance} />
                  </div>
                ) : null}
              </td>
            );
          })}
        </tr>
      ))}
    </PlainTable>
  );
}

export function Vat({ catalogue }: { catalogue: Catalogue }) {
  const t = useT();
  const format = useFormat();
  const { locale } = useIntl();
  const countries = new Intl.DisplayNames([locale], { type: 'region' });
  return (
    <Section id="vat" title={t('catalogue.vat')}>
      <PlainTable
        label={t('catalogue.vat')}
        head={
          <>
            <th scope="col">{t('catalogue.country')}</th>
            <th scope="col" className="numeric">
              {t('catalogue.rate')}
            </th>
            <th scope="col">{t('catalogue.from')}</th>
            <th scope="col">{t('catalogue.vat.source')}</th>
          </>
        }
      >
        {catalogue.vatRates.map(({ country, rate, validFrom, source }) => (
          <tr key={`${country} ${validFrom}`}>
            <th scope="row">{countries.of(country) ?? country}</th>
            <td className="numeric">{t('catalogue.percent', { rate: format.number(Number(rate)) })}</td>
            <td>
              <DateText day={validFrom} plain />
            </td>
            <td>{source}</td>
          </tr>
        ))}
      </PlainTable>
    </Section>
  );
}
