import { Link } from '@tanstack/react-router';
import { Badge } from '@/components/ui/StatusBadge';
import { useT } from '@/lib/i18n/useT';
import { useFormat } from '@/lib/useFormat';
import type { NextReview, Standing, WeighedLevel } from './documents';
import classes from './Programme.module.css';

interface PlanProps {
  standing: Standing;
  review: NextReview | null | undefined;
}

/** The way to the next level: what is met, what is missing, and until when it counts for the review. */
export function Plan({ standing, review }: PlanProps) {
  const t = useT();
  const format = useFormat();
  const next = standing.levels.find(level => level.code === standing.next);
  const held = standing.levels.find(level => level.held);
  return (
    <section className="card stack" aria-labelledby="plan">
      <h2 id="plan">{next ? t('programme.plan', { level: next.name }) : t('programme.top')}</h2>
      {next ? <p className={classes.plan}>{sentence(next)}</p> : <p>{t('programme.top.text')}</p>}
      {next ? <Checklist level={next} /> : null}
      {next && !next.met ? (
        <p>
          <Link to="/expiring">{t('programme.renewals')}</Link>
        </p>
      ) : null}
      {held && !held.met ? (
        <>
          <h3>{t('programme.keep', { level: held.name })}</h3>
          <Checklist level={held} />
        </>
      ) : null}
    </section>
  );

  function sentence(level: WeighedLevel): string {
    const people = level.certificates.reduce((sum, one) => sum + one.missing, 0);
    const points = level.points.missing;
    if (points === 0 && people === 0) return t('programme.plan.met');
    const what =
      points === 0 ? 'programme.plan.people' : people === 0 ? 'programme.plan.points' : 'programme.plan.both';
    return t(what, {
      points: format.number(points),
      people,
      level: level.name,
      day: review ? format.longDay(review.lastDay) : '',
    });
  }
}

function Checklist({ level }: { level: WeighedLevel }) {
  const t = useT();
  const format = useFormat();
  const rows = [
    {
      key: 'points',
      met: level.points.met,
      text: t('programme.check.points', {
        actual: format.number(level.points.actual),
        required: format.number(level.points.required),
      }),
    },
    ...level.certificates.map(one => ({
      key: one.path,
      met: one.met,
      text: t('programme.check.people', { path: one.path, actual: one.actual, required: one.required }),
    })),
  ];
  return (
    <ul className={classes.checklist}>
      {rows.map(row => (
        <li key={row.key}>
          <Badge tone={row.met ? 'ok' : 'soon'}>{t(row.met ? 'programme.met' : 'programme.open')}</Badge>
          <span>{row.text}</span>
        </li>
      ))}
    </ul>
  );
}
