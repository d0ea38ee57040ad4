import { describe, expect, it } from 'vitest';
import type { Choice } from './choice';
import { choiceOf, sumsOf, withKey, withPeople } from './choice';
import type { Plan } from './documents';

const key = (id: string, points: number, chosen = false) =>
  ({ id, points, chosen, net: { minor: points * 100 + 40, currency: 'EUR' } }) as Plan['keys'][number];
const plan = {
  on: '2026-11-22',
  certify: ['advanced', 'advanced'],
  goal: {
    points: 700,
    people: [{ path: 'advanced', people: 2 }],
  },
  keys: [key('key_1', 400, true), key('key_2', 350, true), key('key_3', 90)],
} as unknown as Plan;

describe('a plan', () => {
  it('begins as it is suggested', () => {
    const choice = choiceOf(plan);
    expect(choice).toEqual({ keys: ['key_1', 'key_2'], certify: ['advanced', 'advanced'], on: '2026-11-22' });
    expect(sumsOf(plan, choice)).toEqual({ keys: 2, points: 750, netMinor: 75_080, missing: 0, people: 0 });
  });

  it('is short of what is taken out of it', () => {
    const choice = withPeople(withKey(choiceOf(plan), 'key_1', false), 'advanced', 1);
    expect(sumsOf(plan, choice)).toMatchObject({ keys: 1, points: 350, missing: 350, people: 1 });
  });

  it('holds a key once, and none that is not listed counts', () => {
    const none: Choice = { keys: [], certify: [], on: '2026-11-22' };
    const twice = withKey(withKey(withKey(none, 'key_3', true), 'key_3', true), 'key_9', true);
    expect(twice.keys).toEqual(['key_3', 'key_9']);
    expect(sumsOf(plan, twice)).toMatchObject({ keys: 1, points: 90, missing: 610, people: 2 });
  });
});
