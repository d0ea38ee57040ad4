import { minorDigits } from '@/lib/useFormat';

/**
 * What somebody typed as an amount, in minor units: `1 234,50`, `1.234,50`, `1,234.50`, `1234.5`. One mark groups
 * thousands, the other begins the decimals; a single mark before exactly three digits groups. Undefined: no amount.
 */
export function readAmount(typed: string, currency: string): number | undefined {
  const text = typed.replace(/[\s\u00a0\u202f’']/g, '');
  const digits = minorDigits(currency);
  const [, whole = '', group, mark, part = ''] =
    /^(\d{1,3}(?:([.,])\d{3}(?:\2\d{3})*)?|\d{1,12})(?:([.,])(\d+))?$/.exec(text) ?? [];
  if (whole === '' || (mark !== undefined && mark === group) || part.length > digits) return undefined;
  return Number(whole.replace(/[.,]/g, '')) * 10 ** digits + Number(part.padEnd(digits, '0') || 0);
}
