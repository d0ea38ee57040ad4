import { useT } from '@/lib/i18n/useT';
import { useFormat } from '@/lib/useFormat';
import type { Standing } from './documents';
import { arc, arcEnds, gaugeScale, onCircle } from './gauge';
import classes from './Programme.module.css';

const RADIUS = 100;

/** How far the points of the window reach, level by level. The numbers are beside it and in the table: the picture repeats them. */
export function Gauge({ standing }: { standing: Standing }) {
  const t = useT();
  const format = useFormat();
  const held = standing.levels.find(level => level.held);
  const { ticks, angle } = gaugeScale(
    standing.levels.map(({ code, name, points }) => ({ code, name, points: points.required })),
    standing.points,
  );
  const label = t('programme.gauge.label', {
    points: format.number(standing.points),
    level: held?.name ?? t('programme.level.none'),
  });
  return (
    <svg viewBox="-172 -142 344 246" className={classes.gauge} role="img" aria-label={label}>
      <path d={arc(arcEnds.from, arcEnds.to, RADIUS)} className={classes.track} />
      <path d={arc(arcEnds.from, angle, RADIUS)} className={classes.filled} />
      {ticks.map(tick => {
        const [inner, outer, text] = [85, 115, 126].map(radius => onCircle(tick.angle, radius)) as [
          { x: number; y: number },
          { x: number; y: number },
          { x: number; y: number },
        ];
        return (
          <g key={tick.code} data-held={tick.code === standing.held}>
            <line x1={inner.x} y1={inner.y} x2={outer.x} y2={outer.y} className={classes.tick} />
            <text x={text.x} y={text.y} textAnchor={anchor(text.x)} className={classes.tickName}>
              {tick.name}
            </text>
          </g>
        );
      })}
      <text y={-2} textAnchor="middle" className={classes.gaugePoints}>
        {format.number(standing.points)}
      </text>
      <text y={24} textAnchor="middle" className={classes.gaugeLevel}>
        {held?.name ?? t('programme.level.none')}
      </text>
    </svg>
  );
}

const anchor = (x: number): 'start' | 'middle' | 'end' => (x > 12 ? 'start' : x < -12 ? 'end' : 'middle');
