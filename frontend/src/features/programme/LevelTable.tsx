import { PlainTable } from '@/components/ui/PlainTable';
import { Badge } from '@/components/ui/StatusBadge';
import { useT } from '@/lib/i18n/useT';
import { useFormat } from '@/lib/useFormat';
import type { Standing } from './documents';

/** The gauge as a table: each level, what it asks for, what is missing and what it gives. */
export function LevelTable({ standing }: { standing: Standing }) {
  const t = useT();
  const format = useFormat();
  return (
    <PlainTable
      label={t('programme.levels')}
      head={
        <>
          <th scope="col">{t('programme.level')}</th>
          <th scope="col" className="numeric">
            {t('programme.points')}
          </th>
          <th scope="col" className="numeric">
            {t('programme.missing')}
          </th>
          <th scope="col">{t('programme.certified')}</th>
          <th scope="col" className="numeric">
            {t('programme.discount')}
          </th>
        </>
      }
    >
      {standing.levels.map(level => (
        <tr key={level.code}>
          <th scope="row">
            {level.name} {level.held ? <Badge tone="ok">{t('programme.held')}</Badge> : null}
          </th>
          <td className="numeric">{format.number(level.points.required)}</td>
          <td className="numeric">{level.points.met ? '–' : format.number(level.points.missing)}</td>
          <td>
            {level.certificates.length === 0
              ? '–'
              : level.certificates
                  .map(one =>
                    t('programme.people', { path: one.path, actual: one.actual, required: one.required }),
                  )
                  .join(', ')}
          </td>
          <td className="numeric">{format.percent(level.discountPercent / 100)}</td>
        </tr>
      ))}
    </PlainTable>
  );
}
