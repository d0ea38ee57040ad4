export type QueryValue = string | number | boolean | null | undefined | readonly (string | number)[];

/** `?a=1&b=x,y`; what is null or absent is left out. An empty list is said, since it filters everything away. */
export function query(parameters: Readonly<Record<string, QueryValue>>): string {
  let text = '';
  for (const name in parameters) {
    const value = parameters[name];
    if (value === null || value === undefined) continue;
    const written = typeof value === 'object' ? value.join(',') : String(value);
    text += `${text === '' ? '?' : '&'}${name}=${encodeURIComponent(written)}`;
  }
  return text;
}
