import { describe, expect, it } from 'vitest';
import { bars } from './bars';

describe('bars of a back-test', () => {
  it('share one scale, so that a bar twice as long means twice as many', () => {
    const [first, second] = bars(
      [
        { higher: 10, lower: 5 },
        { higher: 0, lower: 20 },
      ],
      400,
      60,
    );
    expect(first).toEqual({ x: 100, width: 48, up: 30, down: 15 });
    expect(second).toEqual({ x: 300, width: 48, up: 0, down: 60 });
  });
  it('one partner among thousands is still seen, and nobody is nothing', () => {
    expect(bars([{ higher: 1, lower: 9_999 }], 100, 60)[0]).toMatchObject({ up: 2, down: 60 });
    expect(bars([{ higher: 0, lower: 0 }], 100, 60)[0]).toMatchObject({ up: 0, down: 0 });
    expect(bars([], 100, 60)).toEqual([]);
  });
});
