/** A whole number with an optional sign, spaces between thousands allowed; undefined for anything else, and for nothing. */
export function readPoints(typed: string): number | undefined {
  const plain = typed.replace(/[\s\u00a0\u202f]/g, '').replace('−', '-');
  if (!/^[+-]?\d{1,9}$/.test(plain)) return undefined;
  const points = Number(plain);
  return points === 0 ? undefined : points;
}
