import { minorDigits } from '@/lib/useFormat';

/**
 * What somebody typed as an amount, in minor units: `1 234,50`, `1.234,50`, `1234.5`. Undefined where it is no amount
 * or has more decimals than the currency.
 */
export function readAmount(typed: string, currency: string): number | undefined {
  const text = typed.replace(/[\s\u00a0\u202f’']/g, '');
  const digits = minorDigits(currency);
  const last = Math.max(text.lastIndexOf(','), text.lastIndexOf('.'));
  // A single mark followed by exactly three digits groups thousands, unless the currency has three decimals.
  const marks = text.replace(/[^.,]/g, '').length;
  const decimal = last >= 0 && !(marks >= 1 && text.length - last - 1 === 3 && digits !== 3) ? last : -1;
  const whole = (decimal < 0 ? text : text.slice(0, decimal)).replace(/[.,]/g, '');
  const part = decimal < 0 ? '' : text.slice(decimal + 1);
  if (!/^\d{1,12}$/.test(whole) || !/^\d*$/.test(part) || part.length > digits) return undefined;
  return Number(whole) * 10 ** digits + Number(part.padEnd(digits, '0') || 0);
}
