export interface FieldChange {
  field: string;
  /** Null where there was, or is, nothing. */
  from: unknown;
  to: unknown;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An id is kept as the object that holds it. */
const bare = (value: unknown): unknown =>
  isObject(value) && Object.keys(value).length === 1 && 'value' in value ? value.value : (value ?? null);

/** Field → {from, to}, as the core keeps it; whatever has another shape is shown as it is. */
export function fieldChanges(changes: unknown): FieldChange[] {
  if (!isObject(changes)) return [];
  return Object.entries(changes).map(([field, change]) =>
    isObject(change) && ('from' in change || 'to' in change)
      ? { field, from: bare(change.from), to: bare(change.to) }
      : { field, from: null, to: bare(change) },
  );
}
