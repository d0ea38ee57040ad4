import { PlainTable } from '@/components/ui/PlainTable';
import type { MessageId } from '@/generated/messages/ids';
import { useT } from '@/lib/i18n/useT';
import { useFormat } from '@/lib/useFormat';
import type { RuleChange } from './documents';

const part: Record<RuleChange['part'], MessageId> = {
  LEVEL: 'rules.part.level',
  NAME: 'rules.part.name',
  POINTS: 'rules.part.points',
  PEOPLE: 'rules.part.people',
  DISCOUNT: 'rules.part.discount',
  NFR_KEYS: 'rules.part.nfrKeys',
  BENEFIT: 'rules.part.benefit',
};

interface ChangesProps {
  changes: readonly RuleChange[];
  /** Names the version, where several are shown. */
  of: string;
}

/** Two versions side by side: the lines in which they differ, and no other. */
export function Changes({ changes, of }: ChangesProps) {
  const t = useT();
  const format = useFormat();
  if (changes.length === 0) return <p className="muted">{t('rules.changes.none')}</p>;
  const value = (change: RuleChange, text: string | null | undefined) => {
    if (text == null) return '–';
    if (change.part === 'POINTS') return format.number(Number(text));
    return change.part === 'DISCOUNT' ? t('rules.percent', { percent: format.number(Number(text)) }) : text;
  };
  return (
    <PlainTable
      label={`${t('rules.changes')}: ${of}`}
      head={
        <>
          <th scope="col">{t('rules.level')}</th>
          <th scope="col">{t('rules.what')}</th>
          <th scope="col">{t('rules.before')}</th>
          <th scope="col">{t('rules.after')}</th>
        </>
      }
    >
      {changes.map(change => (
        <tr key={[change.level, change.part, change.path, change.from, change.to].join('·')}>
          <th scope="row">{change.name}</th>
          <td>{t(part[change.part], { path: change.path ?? '' })}</td>
          <td>{value(change, change.from)}</td>
          <td data-changed="true">{value(change, change.to)}</td>
        </tr>
      ))}
    </PlainTable>
  );
}
