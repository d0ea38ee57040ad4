import { useT } from '@/lib/i18n/useT';
import { useFormat } from '@/lib/useFormat';
import classes from './BackTest.module.css';
import { bars } from './bars';
import type { HalfYear } from './documents';

const WIDTH = 360;
const REACH = 56;
const LINE = 78;
const HEIGHT = 176;

/** Who would have stood higher and lower after each review. The same numbers stand in the table below it. */
export function Bars({ halfYears }: { halfYears: readonly HalfYear[] }) {
  const t = useT();
  const format = useFormat();
  const said = halfYears.map(({ on, higher, lower }) =>
    t('backtest.said', { day: format.longDay(on), higher, lower }),
  );
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={said.join(' ')}
      className={classes.picture}
    >
      <line x1={0} x2={WIDTH} y1={LINE} y2={LINE} className={classes.axis} />
      {bars(halfYears, WIDTH, REACH).map((bar, n) => {
        const half = halfYears[n];
        if (!half) return null;
        const left = bar.x - bar.width / 2;
        return (
          <g key={half.on} textAnchor="middle">
            <rect x={left} y={LINE - bar.up} width={bar.width} height={bar.up} className={classes.higher} />
            <rect x={left} y={LINE} width={bar.width} height={bar.down} className={classes.lower} />
            <text x={bar.x} y={LINE - bar.up - 6} className={classes.count}>
              ▲ {format.number(half.higher)}
            </text>
            <text x={bar.x} y={LINE + bar.down + 16} className={classes.count}>
              ▼ {format.number(half.lower)}
            </text>
            <text x={bar.x} y={HEIGHT - 4} className={classes.day}>
              {format.day(half.on)}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
