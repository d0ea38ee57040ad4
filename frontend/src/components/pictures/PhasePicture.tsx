import { useElementSize } from '@mantine/hooks';
import { useId } from 'react';
import { useT } from '@/lib/i18n/useT';
import { useFormat } from '@/lib/useFormat';
import { holdsText, statusTone, statusWord, toneShape } from '@/lib/words';
import type { PicturePhase } from './phases';
import { fitting, holdsNothing, phaseGeometry } from './phases';
import classes from './PhasePicture.module.css';

interface PhasePictureProps {
  phases: readonly PicturePhase[];
  today: string;
  /** A common scale, when two pictures are compared. */
  range?: { from: string; to: string };
  /** The day asked about, if another than today. */
  day?: string | undefined;
}

const TOP = 22;
const BAR = 44;
const HEIGHT = 100;
const WORD_ROOM = 96;
const DATE_ROOM = 84;

/** A key's life as a bar: what it is when, with today's line. The same is said in one sentence and in a table. */
export function PhasePicture({ phases, today, range, day }: PhasePictureProps) {
  const t = useT();
  const format = useFormat();
  const pattern = useId();
  const { ref, width: measured } = useElementSize<HTMLElement>();
  const width = measured || 640;
  const { segments, today: todayAt, ...bounds } = phaseGeometry(phases, today, range);
  const dates = fitting(
    segments.map(segment => segment.start),
    width,
    DATE_ROOM,
  );
  const dayAt = day === undefined ? undefined : phaseGeometry(phases, day, bounds).today;

  const sentence = segments
    .map(({ phase }) =>
      t('pictures.phase.said', {
        from: format.longDay(phase.from),
        to: phase.to ? format.longDay(phase.to) : '',
        open: phase.to ? 'no' : 'yes',
        status: t(statusWord[phase.status]),
        holds: holdsText(phase, t),
        support: phase.support || holdsNothing(phase) ? 'yes' : 'no',
      }),
    )
    .join(' ');

  return (
    <figure ref={ref} className={classes.figure}>
      <svg
        role="img"
        aria-label={`${t('pictures.phase.today', { day: format.longDay(today) })} ${sentence}`}
        width={width}
        height={HEIGHT}
        className={classes.svg}
      >
        <defs>
          <pattern
            id={pattern}
            width="8"
            height="8"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect width="2" height="8" className={classes.hatch} />
          </pattern>
        </defs>
        {segments.map(({ phase, start, end, begins }, index) => {
          const x = start * width;
          const wide = (end - start) * width;
          const tone = statusTone[phase.status];
          return (
            <g key={`${phase.from}${phase.status}`} data-tone={tone} className={classes.segment}>
              <rect x={x} y={TOP} width={Math.max(1, wide - 2)} height={BAR} rx={3} className={classes.bar} />
              {phase.provisional ? (
                <rect x={x} y={TOP} width={Math.max(1, wide - 2)} height={BAR} fill={`url(#${pattern})`} />
              ) : null}
              {phase.support || holdsNothing(phase) ? null : (
                <rect
                  x={x}
                  y={TOP + BAR + 2}
                  width={Math.max(1, wide - 2)}
                  height={3}
                  className={classes.noSupport}
                />
              )}
              <text x={x + 8} y={TOP + 18} className={classes.word}>
                {wide > WORD_ROOM
                  ? `${toneShape[tone]} ${t(statusWord[phase.status])}`
                  : wide > 20
                    ? toneShape[tone]
                    : ''}
              </text>
              {wide > WORD_ROOM ? (
                <text x={x + 8} y={TOP + 35} className={classes.edition}>
                  {holdsText(phase, t)}
                </text>
              ) : null}
              {begins !== undefined && dates[index] ? (
                <text x={x} y={HEIGHT - 12} className={classes.date}>
                  {format.day(begins)}
                </text>
              ) : null}
            </g>
          );
        })}
        <Line at={todayAt * width} width={width} text={t('pictures.today')} className={classes.today} />
        {dayAt !== undefined && day !== today && day !== undefined ? (
          <Line at={dayAt * width} width={width} text={format.day(day)} className={classes.asked} />
        ) : null}
      </svg>
    </figure>
  );
}

interface LineProps {
  at: number;
  width: number;
  text: string;
  className: string | undefined;
}

function Line({ at, width, text, className }: LineProps) {
  const end = at > width - 90;
  return (
    <g className={className}>
      <line x1={at} x2={at} y1={4} y2={TOP + BAR + 6} />
      <text x={end ? at - 5 : at + 5} y={14} textAnchor={end ? 'end' : 'start'}>
        {text}
      </text>
    </g>
  );
}
