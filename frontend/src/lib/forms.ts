import type { FieldValues, Path, UseFormSetError } from 'react-hook-form';

export interface ServerError {
  code: string;
  message: string;
  field?: string | null | undefined;
}

/** Puts what the server refused beside the field it names; gives back what belongs to no field. */
export function showServerErrors<Form extends FieldValues>(
  errors: readonly ServerError[],
  fields: readonly Path<Form>[],
  setError: UseFormSetError<Form>,
): ServerError[] {
  const rest: ServerError[] = [];
  let focused = false;
  for (const error of errors) {
    const field = fields.find(name => name === error.field);
    if (field === undefined) rest.push(error);
    else {
      setError(field, { type: 'server', message: error.message }, { shouldFocus: !focused });
      focused = true;
    }
  }
  return rest;
}

/** One key for one attempt: trying the same again is the same write, another content is another. */
export function attemptKeys(): (content: unknown) => string {
  let last = { content: '', key: '' };
  return content => {
    const text = JSON.stringify(content);
    if (text !== last.content) last = { content: text, key: crypto.randomUUID() };
    return last.key;
  };
}
