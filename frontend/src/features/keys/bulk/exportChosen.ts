import { withTenant } from '@/lib/session/tenantChoice';

/** So many values the API takes of one filter. */
const CHUNK = 100;

/** The chosen keys as one file, however many: read in parts, the heading once. False where the server gave no part of it: then there is no file. */
export async function exportChosen(ids: readonly string[]): Promise<boolean> {
  const parts: string[] = [];
  for (let start = 0; start < ids.length; start += CHUNK) {
    const chunk = ids.slice(start, start + CHUNK).join(',');
    const response = await fetch(withTenant(`/api/export/keys.csv?ids=${encodeURIComponent(chunk)}`), {
      headers: { 'Tessera-Csrf': '1' },
    }).catch(() => undefined);
    if (!response?.ok) return false;
    const text = await response.text();
    parts.push(start === 0 ? text : text.slice(text.indexOf('\n') + 1));
  }
  const url = URL.createObjectURL(new Blob(parts, { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = 'keys.csv';
  link.click();
  URL.revokeObjectURL(url);
  return true;
}
