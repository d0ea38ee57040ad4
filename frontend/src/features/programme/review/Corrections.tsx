import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { PlainTable } from '@/components/ui/PlainTable';
import { Badge } from '@/components/ui/StatusBadge';
import { useT } from '@/lib/i18n/useT';
import { useMay } from '@/lib/me';
import { useFormat } from '@/lib/useFormat';
import classes from '../Programme.module.css';
import type { ReviewRecord } from './documents';

const CorrectReviewDialog = lazy(() => import('./CorrectReviewDialog'));

type Correction = ReviewRecord['corrections'][number];

/** What came in after the review and was weighed beside it; and, for operators, what has come in since. */
export function Corrections({ record, reread }: { record: ReviewRecord; reread: () => void }) {
  const t = useT();
  const may = useMay('CorrectReview');
  const [correcting, setCorrecting] = useState(false);
  const { late } = record;
  const isLate = late != null && late.lines + late.certificates > 0;
  if (record.corrections.length === 0 && !(may && isLate)) return null;
  return (
    <section className="card stack" aria-labelledby="corrections">
      <h2 id="corrections">{t('review.corrections')}</h2>
      <p className="muted">{t('review.corrections.text')}</p>
      {record.corrections.map(correction => (
        <CorrectionView key={correction.n} correction={correction} />
      ))}
      {may && isLate ? (
        <div className="stack">
          <p>
            {t('review.late', {
              lines: late.lines,
              points: late.points,
              certificates: late.certificates,
            })}
          </p>
          {late.allowed ? (
            <div className="row no-print">
              <Button size="xs" onClick={() => setCorrecting(true)}>
                {t('review.correct')}
              </Button>
            </div>
          ) : (
            <p className="muted">{late.refusal?.message}</p>
          )}
        </div>
      ) : null}
      {correcting ? (
        <Suspense>
          <CorrectReviewDialog record={record} close={() => setCorrecting(false)} done={reread} />
        </Suspense>
      ) : null}
    </section>
  );
}

function CorrectionView({ correction }: { correction: Correction }) {
  const t = useT();
  const format = useFormat();
  const { by, reason, replay } = correction;
  const heading = t('review.correction', { day: format.day(correction.on) });
  return (
    <article className="stack">
      <h3>
        {heading} <Badge tone="ok">{correction.effectText}</Badge>
      </h3>
      <p>{correction.text}</p>
      {by && reason ? <p>{t('review.correction.reason', { by, reason })}</p> : null}
      {correction.lines.length > 0 ? (
        <PlainTable
          label={`${heading} · ${t('review.correction.lines')}`}
          head={
            <>
              <th scope="col">{t('review.line.day')}</th>
              <th scope="col">{t('review.line.cause')}</th>
              <th scope="col">{t('review.line.text')}</th>
              <th scope="col" className="numeric">
                {t('review.points')}
              </th>
            </>
          }
        >
          {correction.lines.map((line, index) => (
            <tr key={index}>
              <td>{format.day(line.countsOn)}</td>
              <td>{line.causeText}</td>
              <td>{line.text}</td>
              <td className="numeric">{format.number(line.points)}</td>
            </tr>
          ))}
        </PlainTable>
      ) : null}
      {correction.certificates.length > 0 ? (
        <ul className={classes.bullets}>
          {correction.certificates.map(one => (
            <li key={`${one.person}${one.path}${one.from}`}>
              {t('review.correction.certificate', { person: one.person, path: one.path })}
            </li>
          ))}
        </ul>
      ) : null}
      <p>
        <Badge tone={replay.same ? 'ok' : 'late'}>
          {t(replay.same ? 'review.replay.same' : 'review.replay.different')}
        </Badge>
      </p>
      <p className="meta">
        <code className={classes.hash}>{replay.hash}</code>
      </p>
    </article>
  );
}
