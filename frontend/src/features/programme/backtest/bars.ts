/** Bars on both sides of a line, all to one scale: up for who would have stood higher, down for who would have stood lower. */
export interface Bar {
  /** Middle, from the left. */
  x: number;
  width: number;
  up: number;
  down: number;
}

export function bars(
  counts: readonly { higher: number; lower: number }[],
  width: number,
  reach: number,
): Bar[] {
  const room = width / Math.max(1, counts.length);
  const most = Math.max(1, ...counts.flatMap(({ higher, lower }) => [higher, lower]));
  const length = (count: number) => (count === 0 ? 0 : Math.max(2, (count / most) * reach));
  return counts.map(({ higher, lower }, n) => ({
    x: (n + 0.5) * room,
    width: Math.min(48, room * 0.5),
    up: length(higher),
    down: length(lower),
  }));
}
