import { useIntl } from 'react-intl';
import { PartnerName } from '@/components/ui/PartnerName';
import { countryName } from '@/lib/i18n/countries';
import { isDay } from '@/lib/dates';
import { isLanguage, languageNames } from '@/lib/i18n/languages';
import { useT } from '@/lib/i18n/useT';
import { useFormat } from '@/lib/useFormat';
import { editionName, editions } from '@/lib/words';
import classes from './Audit.module.css';
import type { FieldChange } from './changes';
import { fieldWord } from './words';

/** Field by field, what was before and what is after. */
export function Changed({ changes }: { changes: readonly FieldChange[] }) {
  const t = useT();
  return (
    <dl className={classes.changes}>
      {changes.map(({ field, from, to }) => {
        const word = fieldWord[field];
        return (
          <div key={field}>
            <dt>{word ? t(word) : field}</dt>
            <dd>
              {from === null || from === '' ? null : (
                <>
                  <del>
                    <Value field={field} value={from} />
                  </del>{' '}
                  <span aria-hidden="true">→</span>{' '}
                </>
              )}
              <ins>{to === null || to === '' ? t('audit.nothing') : <Value field={field} value={to} />}</ins>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function Value({ field, value }: { field: string; value: unknown }) {
  const t = useT();
  const { locale } = useIntl();
  const format = useFormat();
  if (typeof value === 'boolean') return t(value ? 'audit.yes' : 'audit.no');
  if (typeof value === 'number') return format.number(value);
  if (typeof value !== 'string') return JSON.stringify(value);
  if (ID.test(value) && (field === 'partner' || field === 'transferTo')) {
    return <PartnerName id={`partner_${value}`} />;
  }
  if (isDay(value)) return format.day(value);
  const edition = editions.find(name => name === value);
  if (edition && field === 'edition') return editionName[edition];
  if (field === 'country') return countryName(locale, value);
  if (field === 'language' && isLanguage(value)) return languageNames[value];
  return value;
}
