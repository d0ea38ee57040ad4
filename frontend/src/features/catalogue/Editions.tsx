import { PlainTable } from '@/components/ui/PlainTable';
import { useT } from '@/lib/i18n/useT';
import { useFormat } from '@/lib/useFormat';
import type { Catalogue } from './query';
import { Section } from './Section';

const column = { STANDARD: 'standard', PROFESSIONAL: 'professional', ENTERPRISE: 'enterprise' } as const;

export function Editions({ catalogue }: { catalogue: Catalogue }) {
  const t = useT();
  return (
    <Section id="editions" title={t('catalogue.editions')}>
      <PlainTable
        label={t('catalogue.editions')}
        head={
          <>
            <th scope="col">{t('catalogue.feature')}</th>
            {catalogue.editions.map(edition => (
              <th key={edition.code} scope="col">
                {edition.name}
                {edition.active ? '' : ` (${t('catalogue.notSold')})`}
              </th>
            ))}
          </>
        }
      >
        {catalogue.features.map(feature => (
          <tr key={feature.code}>
            <th scope="row">{feature.name}</th>
            {catalogue.editions.map(edition => (
              <td key={edition.code}>
                <Offer value={feature[column[edition.code]]} />
              </td>
            ))}
          </tr>
        ))}
      </PlainTable>
    </Section>
  );
}

/** What an edition offers: yes, no or a number, said in a word beside its sign. */
function Offer({ value }: { value: string }) {
  const t = useT();
  const format = useFormat();
  if (value === 'yes') return <span className="nowrap">✓ {t('catalogue.yes')}</span>;
  if (value === 'no') return <span className="muted nowrap">– {t('catalogue.no')}</span>;
  return /^\d+$/.test(value) ? format.number(Number(value)) : value;
}
