import { describe, expect, test } from 'vitest';
import { dueReview, nextReview, phasesOf } from './phases';

const states = (run: Parameters<typeof phasesOf>[0]) => phasesOf(run).map(one => one.state);

describe('the phases of a review', () => {
  test('go from the snapshot to publication', () => {
    expect(states({ state: 'SNAPSHOT', dry: false })).toEqual([
      'now',
      'ahead',
      'ahead',
      'ahead',
      'ahead',
      'ahead',
    ]);
    expect(states({ state: 'COMPARED', dry: false })).toEqual([
      'done',
      'done',
      'done',
      'now',
      'ahead',
      'ahead',
    ]);
    expect(states({ state: 'APPROVED', dry: false })).toEqual([
      'done',
      'done',
      'done',
      'done',
      'done',
      'now',
    ]);
    expect(states({ state: 'PUBLISHED', dry: false })).toEqual(Array(6).fill('done'));
  });

  test('end with the comparison where the run is dry', () => {
    expect(states({ state: 'COMPARED', dry: true })).toEqual(['done', 'done', 'done', 'done']);
  });

  test('stand still where a run was stopped', () => {
    expect(states({ state: 'STOPPED', stoppedIn: 'KEYS', dry: true })).toEqual([
      'done',
      'done',
      'now',
      'ahead',
    ]);
    expect(states({ state: 'CANCELLED', dry: false })).toEqual(Array(6).fill('ahead'));
  });
});

test.each([
  ['2026-01-01', '2026-01-01', '2026-07-01'],
  ['2026-06-30', '2026-01-01', '2026-07-01'],
  ['2026-07-01', '2026-07-01', '2027-01-01'],
  ['2026-12-31', '2026-07-01', '2027-01-01'],
])('on %s the review of %s is due and that of %s is next', (today, due, next) => {
  expect([dueReview(today), nextReview(today)]).toEqual([due, next]);
});
