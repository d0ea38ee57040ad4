import { DateText, InstantText } from '@/components/ui/DateText';
import { useT } from '@/lib/i18n/useT';
import { useFormat } from '@/lib/useFormat';
import type { Run } from '../documents';
import { isMoving, phasesOf } from '../phases';
import classes from '../Reviews.module.css';
import { phaseText, stateText } from '../words';

const mark = { done: '✓', now: '▸', ahead: '·' } as const;
const markText = {
  done: 'reviews.phase.done',
  now: 'reviews.phase.now',
  ahead: 'reviews.phase.ahead',
} as const;

/** Which phase it is in and how far; what it weighs, by which rules, and who started it. */
export function Progress({ run }: { run: Run }) {
  const t = useT();
  const format = useFormat();
  const moving = isMoving(run.state);
  return (
    <section className="card stack" aria-label={t('reviews.phases')}>
      <ol className={classes.phases}>
        {phasesOf(run).map(({ phase, state }) => (
          <li key={phase} data-state={state} aria-current={state === 'now' ? 'step' : undefined}>
            <span aria-hidden="true">{mark[state]}</span> {t(phaseText[phase])}
            <span className="visually-hidden">{t(markText[state])}</span>
          </li>
        ))}
      </ol>
      {moving ? (
        <>
          <progress
            className={classes.bar}
            max={Math.max(run.total, 1)}
            value={Math.min(run.done, run.total)}
            aria-label={t(stateText[run.state])}
          />
          <p role="status">
            {t(run.state === 'KEYS' ? 'reviews.progress.keys' : 'reviews.progress.partners', {
              done: format.number(run.done),
              total: format.number(run.total),
            })}
            {run.etaSeconds == null ? '' : ` · ${t('reviews.eta', { seconds: run.etaSeconds })}`}
          </p>
          <p className="muted">{t('reviews.leave')}</p>
        </>
      ) : null}
      <dl className={classes.facts}>
        <div>
          <dt>{t('reviews.window')}</dt>
          <dd>{`${format.day(run.from)} – ${format.day(run.to)}`}</dd>
        </div>
        <div>
          <dt>{t('reviews.rules')}</dt>
          <dd>{run.rules}</dd>
        </div>
        <div>
          <dt>{t('reviews.partners')}</dt>
          <dd>{format.number(run.partners)}</dd>
        </div>
        <div>
          <dt>{t('reviews.keys')}</dt>
          <dd>{format.number(run.keys)}</dd>
        </div>
        <div>
          <dt>{t('reviews.started')}</dt>
          <dd>
            <InstantText at={run.startedAt} /> · {run.startedBy}
          </dd>
        </div>
        {run.publishedOn ? (
          <div>
            <dt>{t('reviews.published')}</dt>
            <dd>
              <DateText day={run.publishedOn} plain />
            </dd>
          </div>
        ) : null}
      </dl>
      {run.reason ? <p>{t('reviews.cancelled', { reason: run.reason })}</p> : null}
    </section>
  );
}
