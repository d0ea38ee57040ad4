import type { RefusedBy } from '@/components/sales/Refused';

/** What was refused beside the field it names, and the first thing that belongs to none. */
export function byField(errors: readonly (RefusedBy & { field?: string | null | undefined })[]): {
  fields: Record<string, string>;
  rest: RefusedBy | undefined;
} {
  const fields: Record<string, string> = {};
  for (const one of errors) if (one.field) fields[one.field] = one.message;
  return { fields, rest: errors.find(one => !one.field) };
}
