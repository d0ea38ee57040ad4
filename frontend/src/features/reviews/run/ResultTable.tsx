import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { PlainTable } from '@/components/ui/PlainTable';
import { Badge } from '@/components/ui/StatusBadge';
import { useT } from '@/lib/i18n/useT';
import { useFormat } from '@/lib/useFormat';
import type { Result, Run } from '../documents';
import classes from '../Reviews.module.css';
import { effectText, outcomeText, outcomeTone } from '../words';

interface ResultTableProps {
  run: Run;
  results: readonly Result[];
  /** Absent where nobody can be excepted any more. */
  except?: (result: Result) => void;
}

/** Old → new, why, and by how much. The name leads to the whole record. */
export function ResultTable({ run, results, except }: ResultTableProps) {
  const t = useT();
  const format = useFormat();
  return (
    <PlainTable
      label={t('reviews.comparison')}
      head={
        <>
          <th scope="col">{t('reviews.partner')}</th>
          <th scope="col">{t('reviews.levels')}</th>
          <th scope="col">{t('reviews.outcome')}</th>
          <th scope="col" className="numeric">
            {t('reviews.points')}
          </th>
          <th scope="col" className="numeric">
            {t('reviews.margin')}
          </th>
          <th scope="col">{t('reviews.reason')}</th>
          {except ? <th scope="col">{t('reviews.exception')}</th> : null}
        </>
      }
    >
      {results.map(result => (
        <tr key={result.partnerId}>
          <th scope="row">
            <Link to="/programme" search={{ partner: result.partnerId, review: run.id }}>
              {result.partnerName}
            </Link>
          </th>
          <td>
            {result.levelBefore === result.levelAfter
              ? (result.levelBefore ?? t('reviews.noLevel'))
              : `${result.levelBefore ?? t('reviews.noLevel')} → ${result.levelAfter ?? t('reviews.noLevel')}`}
          </td>
          <td>
            <Badge tone={outcomeTone[result.outcome]}>{t(outcomeText[result.outcome])}</Badge>
          </td>
          <td className="numeric">{format.number(result.points)}</td>
          <td className="numeric">{result.margin == null ? '–' : format.number(result.margin)}</td>
          <td className={classes.reason}>
            {result.text}
            {result.marks.map(one => (
              <span key={one.mark} className={classes.mark}>
                {one.text}
              </span>
            ))}
            {result.effect && result.effect !== 'APPLIED' ? (
              <span className={classes.mark}>{t(effectText[result.effect])}</span>
            ) : null}
            {result.exemption ? (
              <span className="meta">
                {t('reviews.exempted', { reason: result.exemption.reason, name: result.exemption.by })}
              </span>
            ) : null}
          </td>
          {except ? (
            <td>
              {result.outcome === 'KEEPS' || result.exemption ? null : (
                <Button size="compact-xs" variant="default" onClick={() => except(result)}>
                  {t('reviews.exempt.one', { partner: result.partnerName })}
                </Button>
              )}
            </td>
          ) : null}
        </tr>
      ))}
    </PlainTable>
  );
}
