import { useT } from '@/lib/i18n/useT';
import { useFormat } from '@/lib/useFormat';
import { CriteriaTable, peopleText } from './CriteriaTable';
import type { Standing } from './documents';

/** The gauge as a table: each level, what it asks for, what is missing and what it gives. */
export function LevelTable({ standing }: { standing: Standing }) {
  const t = useT();
  const format = useFormat();
  return (
    <CriteriaTable
      label={t('programme.levels')}
      title={t('programme.level')}
      held={{ tone: 'ok', text: t('programme.held') }}
      levels={standing.levels}
      columns={[
        { title: t('programme.points'), numeric: true, of: level => format.number(level.points.required) },
        {
          title: t('programme.missing'),
          numeric: true,
          of: level => (level.points.met ? '–' : format.number(level.points.missing)),
        },
        {
          title: t('programme.certified'),
          of: level => peopleText(level.certificates, people => t('programme.people', { ...people })),
        },
        {
          title: t('programme.discount'),
          numeric: true,
          of: level => format.percent(level.discountPercent / 100),
        },
      ]}
    />
  );
}
