import { DateText } from '@/components/ui/DateText';
import { Badge } from '@/components/ui/StatusBadge';
import { useT } from '@/lib/i18n/useT';
import { useFormat } from '@/lib/useFormat';
import type { NextReview } from './documents';
import classes from './Programme.module.css';
import { outcomeTone, outcomeWord } from './words';

/** The next half-yearly review as it would come out if nothing more were sold, and what would change that. */
export function Ahead({ review }: { review: NextReview }) {
  const t = useT();
  const format = useFormat();
  return (
    <section className="card stack" aria-labelledby="ahead">
      <div className="page-head">
        <h2 id="ahead">{t('programme.review')}</h2>
        <Badge tone={outcomeTone[review.outcome]}>{t(outcomeWord[review.outcome])}</Badge>
      </div>
      {review.text ? <p>{review.text}</p> : null}
      <dl className={classes.facts}>
        <div>
          <dt>{t('programme.review.on')}</dt>
          <dd>
            <DateText day={review.on} />
          </dd>
        </div>
        <div>
          <dt>{t('programme.review.window')}</dt>
          <dd>{`${format.day(review.from)} – ${format.day(review.lastDay)}`}</dd>
        </div>
        <div>
          <dt>{t('programme.review.points')}</dt>
          <dd>{format.number(review.points)}</dd>
        </div>
        <div>
          <dt>{t('programme.review.leaving')}</dt>
          <dd>{format.number(review.leaving)}</dd>
        </div>
      </dl>
      {review.flips.length > 0 ? (
        <>
          <h3>{t('programme.flips')}</h3>
          <ul className={classes.bullets}>
            {review.flips.map(flip => (
              <li key={flip.text}>{flip.text}</li>
            ))}
          </ul>
        </>
      ) : null}
    </section>
  );
}
