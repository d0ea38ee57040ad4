/** The arc's angles, in degrees clockwise from straight up: 252° with its opening below. */
export const SWEEP = 252;
const START = -SWEEP / 2;

export interface Threshold {
  code: string;
  name: string;
  points: number;
}
export interface Tick extends Threshold {
  angle: number;
}
export interface GaugeScale {
  ticks: readonly Tick[];
  /** Where the points stand. */
  angle: number;
}

/**
 * Every level takes the same part of the arc, whatever its points: on one linear scale all but the highest would lie on
 * top of each other. Between two levels the points run evenly; above the highest the arc is full.
 */
export function gaugeScale(levels: readonly Threshold[], points: number): GaugeScale {
  const steps = Math.max(1, levels.length - 1);
  const at = (index: number) => START + (SWEEP * index) / steps;
  const ticks = levels.map((level, index) => ({ ...level, angle: at(index) }));
  const reached = levels.findLastIndex(level => points >= level.points);
  const [from, to] = [levels[reached], levels[reached + 1]];
  if (from === undefined) return { ticks, angle: START };
  const part = to === undefined ? 0 : (points - from.points) / Math.max(1, to.points - from.points);
  return { ticks, angle: at(reached) + (SWEEP / steps) * part };
}

/** A point on a circle around 0,0. */
export function onCircle(angle: number, radius: number): { x: number; y: number } {
  const radians = (angle * Math.PI) / 180;
  return { x: round(radius * Math.sin(radians)), y: round(-radius * Math.cos(radians)) };
}

/** An SVG path along the arc; nothing where it has no length. */
export function arc(from: number, to: number, radius: number): string {
  if (to - from < 0.01) return '';
  const [a, b] = [onCircle(from, radius), onCircle(to, radius)];
  return `M ${a.x} ${a.y} A ${radius} ${radius} 0 ${to - from > 180 ? 1 : 0} 1 ${b.x} ${b.y}`;
}

export const arcEnds = { from: START, to: START + SWEEP };

const round = (value: number): number => Math.round(value * 100) / 100;
