import { expect, test } from 'vitest';
import { readPoints } from './points';

test.each([
  ['5', 5],
  ['+5', 5],
  ['-2 600', -2600],
  ['−2\u00a0600', -2600],
  ['0', undefined],
  ['', undefined],
  ['1.5', undefined],
  ['2,600', undefined],
  ['1e3', undefined],
  ['12345678901', undefined],
])('%s is %s points', (typed, points) => {
  expect(readPoints(typed)).toBe(points);
});
