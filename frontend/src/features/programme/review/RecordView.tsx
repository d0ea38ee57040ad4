import type { ReactNode } from 'react';
import { DateText } from '@/components/ui/DateText';
import { Badge } from '@/components/ui/StatusBadge';
import { useT } from '@/lib/i18n/useT';
import { useFormat } from '@/lib/useFormat';
import { CriteriaTable, peopleText } from '../CriteriaTable';
import classes from '../Programme.module.css';
import { outcomeTone, outcomeWord } from '../words';
import type { ReviewRecord } from './documents';

/** The verdict, each level's criteria required and actual, the certificates counted, what would have changed it, and the replay. */
export function RecordView({ record, actions }: { record: ReviewRecord; actions: ReactNode }) {
  const t = useT();
  const format = useFormat();
  const { result, noticeBefore } = record;
  return (
    <section className="card stack" aria-labelledby="last-review">
      <div className="page-head">
        <span className="row">
          <h2 id="last-review">
            {t(record.dry ? 'review.title.dry' : 'review.title', { day: format.day(record.on) })}
          </h2>
          <Badge tone={outcomeTone[result.outcome]}>{t(outcomeWord[result.outcome])}</Badge>
        </span>
        <span className="row no-print">{actions}</span>
      </div>
      <p>{result.text}</p>
      {result.effect === 'OVERTAKEN' ? <p>{t('review.overtaken')}</p> : null}
      {result.effect === 'EXEMPTED' ? <p>{t('review.exempted')}</p> : null}
      {result.exemption ? <p>{t('review.exemption', { reason: result.exemption.reason })}</p> : null}
      <dl className={classes.facts}>
        <div>
          <dt>{t('review.window')}</dt>
          <dd>{`${format.day(record.from)} – ${format.day(record.to)}`}</dd>
        </div>
        <div>
          <dt>{t('review.points')}</dt>
          <dd>{format.number(result.points)}</dd>
        </div>
        <div>
          <dt>{t('review.rules')}</dt>
          <dd>{record.rules}</dd>
        </div>
        {record.publishedOn ? (
          <div>
            <dt>{t('review.published')}</dt>
            <dd>
              <DateText day={record.publishedOn} plain />
            </dd>
          </div>
        ) : null}
        {noticeBefore ? (
          <div>
            <dt>{t('review.notice')}</dt>
            <dd>{`${format.day(noticeBefore.givenOn)} – ${format.day(noticeBefore.graceUntil)}`}</dd>
          </div>
        ) : null}
      </dl>
      <Criteria record={record} />
      <h3>{t('review.certificates')}</h3>
      {record.certificates.length === 0 ? (
        <p className="muted">{t('review.certificates.none')}</p>
      ) : (
        <ul className={classes.bullets}>
          {record.certificates.map(one => (
            <li key={`${one.person}${one.path}${one.from}`}>
              {one.until
                ? t('review.certificate.until', {
                    person: one.person,
                    path: one.path,
                    day: format.day(one.until),
                  })
                : t('review.certificate', { person: one.person, path: one.path })}
            </li>
          ))}
        </ul>
      )}
      {record.flips.length > 0 ? (
        <>
          <h3>{t('review.flips')}</h3>
          <ul className={classes.bullets}>
            {record.flips.map(flip => (
              <li key={flip.text}>{flip.text}</li>
            ))}
          </ul>
        </>
      ) : null}
      <p>
        <Badge tone={record.replay.same ? 'ok' : 'late'}>
          {t(record.replay.same ? 'review.replay.same' : 'review.replay.different')}
        </Badge>{' '}
        {t('review.replay.text')}
      </p>
      <p className="meta">
        <code className={classes.hash}>{record.replay.hash}</code>
      </p>
    </section>
  );
}

function Criteria({ record }: { record: ReviewRecord }) {
  const t = useT();
  const format = useFormat();
  return (
    <CriteriaTable
      label={t('review.criteria')}
      title={t('review.level')}
      held={{ tone: 'info', text: t('review.held') }}
      levels={record.levels}
      columns={[
        { title: t('review.required'), numeric: true, of: level => format.number(level.points.required) },
        { title: t('review.actual'), numeric: true, of: level => format.number(level.points.actual) },
        {
          title: t('review.people'),
          of: level => peopleText(level.certificates, people => t('review.people.of', { ...people })),
        },
        {
          title: t('review.met'),
          of: level => (
            <Badge tone={level.met ? 'ok' : 'soon'}>
              {t(level.met ? 'review.met.yes' : 'review.met.no')}
            </Badge>
          ),
        },
      ]}
    />
  );
}
