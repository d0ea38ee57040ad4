import type { Plan } from './documents';

/** What the reader plans: the keys, a path for each person to be certified, the day. */
export interface Choice {
  keys: string[];
  certify: string[];
  on: string;
}

export interface Sums {
  keys: number;
  points: number;
  netMinor: number;
  /** To the next level; the server's figure less what is chosen. */
  missing: number;
  people: number;
}

/** Sums of what the server said of each key: nothing is weighed here. */
export function sumsOf(plan: Plan, choice: Choice): Sums {
  const chosen = plan.keys.filter(key => choice.keys.includes(key.id));
  const points = chosen.reduce((sum, key) => sum + key.points, 0);
  const people = (plan.goal?.people ?? []).reduce(
    (sum, need) => sum + Math.max(0, need.people - choice.certify.filter(path => path === need.path).length),
    0,
  );
  return {
    keys: chosen.length,
    points,
    netMinor: chosen.reduce((sum, key) => sum + key.net.minor, 0),
    missing: Math.max(0, (plan.goal?.points ?? 0) - points),
    people,
  };
}

/** The choice as the server answered it: its suggestion, at first. */
export const choiceOf = (plan: Plan): Choice => ({
  keys: plan.keys.filter(key => key.chosen).map(key => key.id),
  certify: plan.certify,
  on: plan.on,
});

export const withKey = (choice: Choice, key: string, on: boolean): Choice => ({
  ...choice,
  keys: on
    ? [...choice.keys.filter(other => other !== key), key]
    : choice.keys.filter(other => other !== key),
});

/** So many people on a path, whatever there was of it. */
export const withPeople = (choice: Choice, path: string, people: number): Choice => ({
  ...choice,
  certify: [...choice.certify.filter(other => other !== path), ...Array.from({ length: people }, () => path)],
});
