export interface FieldChange {
  field: string;
  from: string;
  to: string;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const shown = (value: unknown): string =>
  value === null || value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);

/** Field → {from, to}, as the core keeps it; whatever has another shape is shown as it is. */
export function fieldChanges(changes: unknown): FieldChange[] {
  if (!isObject(changes)) return [];
  return Object.entries(changes).map(([field, change]) =>
    isObject(change) && ('from' in change || 'to' in change)
      ? { field, from: shown(change.from), to: shown(change.to) }
      : { field, from: '', to: shown(change) },
  );
}
