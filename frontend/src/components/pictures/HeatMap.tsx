import type { KeyboardEvent, RefObject } from 'react';
import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useT } from '@/lib/i18n/useT';
import { useFormat } from '@/lib/useFormat';
import type { HeatDay } from './heat';
import { heatBlocks, heatMove, heatStep } from './heat';
import classes from './HeatMap.module.css';

interface HeatMapProps {
  from: string;
  to: string;
  today: string;
  days: readonly HeatDay[];
  /** Click or Enter on a day. */
  onOpen: (day: string) => void;
  /** The day whose agenda or list is shown beside, if any. */
  current?: string;
}

/**
 * A year of days, weeks across and weekdays down, in as many stretches as the width asks for; driven by the arrow keys (day, week), Page keys (four weeks),
 * Home and End. One day at a time is in the tab order.
 */
export function HeatMap({ from, to, today, days, onOpen, current }: HeatMapProps) {
  const t = useT();
  const format = useFormat();
  const [frame, weeks] = useWeeks();
  const blocks = useMemo(() => heatBlocks(from, to, weeks), [from, to, weeks]);
  const byDay = useMemo(() => new Map(days.map(entry => [entry.day, entry])), [days]);
  const most = useMemo(() => days.reduce((max, entry) => Math.max(max, entry.keys), 0), [days]);
  const [focused, setFocused] = useState(current ?? (today >= from && today <= to ? today : from));
  const reachable = focused < from || focused > to ? from : focused;

  const onKeyDown = (event: KeyboardEvent) => {
    const target = heatMove(event.key, reachable, from, to);
    if (target === undefined) return;
    event.preventDefault();
    setFocused(target);
    frame.current?.querySelector<HTMLElement>(`[data-day="${target}"]`)?.focus();
  };

  return (
    <div className={classes.scroller} ref={frame}>
      <table role="grid" aria-label={t('pictures.heat.label')} className={classes.grid}>
        {blocks.map((grid, block) => (
          <tbody key={block} className={classes.block}>
            <tr>
              <td />
              {grid.months.map(month =>
                month.span > 1 ? (
                  <th key={month.day} scope="colgroup" colSpan={month.span} className={classes.month}>
                    {format.monthShort(month.day)}
                  </th>
                ) : (
                  // One week is too narrow for its month’s name, and a heading without text is none.
                  <td key={month.day} className={classes.month} />
                ),
              )}
            </tr>
            {grid.rows.map((row, index) => (
              <tr key={index}>
                <th scope="row" className={classes.weekday}>
                  {format.weekdayShort(index)}
                </th>
                {row.map((day, week) =>
                  day === undefined ? (
                    <td key={week} />
                  ) : (
                    <td key={week}>
                      <DayButton
                        day={day}
                        entry={byDay.get(day)}
                        most={most}
                        today={day === today}
                        current={day === current}
                        reachable={day === reachable}
                        onKeyDown={onKeyDown}
                        onOpen={() => {
                          setFocused(day);
                          onOpen(day);
                        }}
                      />
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

/** A day with its gap, and the names of the weekdays before them, in pixels. */
const DAY = 26;
const NAMES = 52;
/** What a day needs to be hit with a finger or a tremor (WCAG 2.5.8) is not given up; the year is cut instead. */
const ALL = 60;

/** How many weeks fit beside each other, known before the first paint. */
function useWeeks(): [RefObject<HTMLDivElement | null>, number] {
  const frame = useRef<HTMLDivElement>(null);
  const [weeks, setWeeks] = useState(ALL);
  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return;
    const measure = () => {
      const { clientWidth } = element;
      setWeeks(clientWidth === 0 ? ALL : Math.max(4, Math.floor((clientWidth - NAMES) / DAY)));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [frame, weeks];
}

interface DayButtonProps {
  day: string;
  entry: HeatDay | undefined;
  most: number;
  today: boolean;
  current: boolean;
  reachable: boolean;
  onOpen: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

function DayButton({ day, entry, most, today, current, reachable, onOpen, onKeyDown }: DayButtonProps) {
  const t = useT();
  const format = useFormat();
  const keys = entry?.keys ?? 0;
  const money = entry?.atStake.map(amount => format.money(amount.minor, amount.currency)).join(' · ');
  const said = t('pictures.heat.day', { day: format.day(day), count: keys });
  const label = money ? `${said}, ${money}` : said;
  return (
    <button
      type="button"
      data-day={day}
      data-step={heatStep(keys, most)}
      data-today={today || undefined}
      aria-current={current ? 'date' : undefined}
      tabIndex={reachable ? 0 : -1}
      aria-label={label}
      title={label}
      className={classes.day}
      onClick={onOpen}
      onKeyDown={onKeyDown}
    >
      <span aria-hidden="true">{keys > 0 ? keys : ''}</span>
    </button>
  );
}

/** What the five steps mean, in numbers of keys. */
export function HeatLegend({ days }: { days: readonly HeatDay[] }) {
  const t = useT();
  const format = useFormat();
  const most = days.reduce((max, entry) => Math.max(max, entry.keys), 0);
  if (most === 0) return null;
  const upTo = [1, 2, 3, 4].map(step => Math.floor(most * (step / 4) ** 2));
  return (
    <p className={classes.legend}>
      <span>{t('pictures.heat.legend')}</span>
      {[0, 1, 2, 3, 4].map(step => {
        const high = step === 0 ? 0 : (upTo[step - 1] ?? 0);
        const low = step === 0 ? 0 : step === 1 ? 1 : (upTo[step - 2] ?? 0) + 1;
        if (high < low) return null;
        return (
          <span key={step} className={classes.entry}>
            <span className={classes.swatch} data-step={step} aria-hidden="true" />
            {low === high ? format.number(low) : `${format.number(low)}–${format.number(high)}`}
          </span>
        );
      })}
    </p>
  );
}
