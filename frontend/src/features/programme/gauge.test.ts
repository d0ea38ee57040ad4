import { describe, expect, test } from 'vitest';
import { arc, arcEnds, gaugeScale, onCircle, SWEEP } from './gauge';

const levels = [
  { code: 'AFFILIATE', name: 'Affiliate', points: 0 },
  { code: 'BRONZE', name: 'Bronze', points: 1_000 },
  { code: 'SILVER', name: 'Silver', points: 5_000 },
];

describe('the gauge', () => {
  test('begins at nothing and ends at the highest level, 252° apart', () => {
    expect(arcEnds.to - arcEnds.from).toBe(SWEEP);
    expect(gaugeScale(levels, 0).angle).toBe(arcEnds.from);
    expect(gaugeScale(levels, 5_000).angle).toBe(arcEnds.to);
    expect(gaugeScale(levels, 9_999_999).angle).toBe(arcEnds.to);
  });

  test('gives every level the same part and runs evenly within it', () => {
    const { ticks } = gaugeScale(levels, 0);
    expect(ticks.map(tick => tick.angle)).toEqual([-126, 0, 126]);
    expect(gaugeScale(levels, 500).angle).toBe(-63);
    expect(gaugeScale(levels, 1_000).angle).toBe(0);
    expect(gaugeScale(levels, 3_000).angle).toBe(63);
  });

  test('less than nothing, one level and none stay on the arc', () => {
    expect(gaugeScale(levels, -50).angle).toBe(arcEnds.from);
    expect(gaugeScale(levels.slice(0, 1), 70).angle).toBe(arcEnds.from);
    expect(gaugeScale([], 70)).toEqual({ ticks: [], angle: arcEnds.from });
  });

  test('never runs backwards as points are added', () => {
    let before = -Infinity;
    for (let points = -100; points < 6_000; points += 37) {
      const { angle } = gaugeScale(levels, points);
      expect(angle).toBeGreaterThanOrEqual(before);
      before = angle;
    }
  });

  test('draws the long way round where it has to', () => {
    expect(onCircle(0, 10)).toEqual({ x: 0, y: -10 });
    expect(onCircle(90, 10)).toEqual({ x: 10, y: -0 });
    expect(arc(-126, 126, 100)).toContain(' 1 1 ');
    expect(arc(-126, 0, 100)).toContain(' 0 1 ');
    expect(arc(5, 5, 100)).toBe('');
  });
});
