import type { ImportKind } from '@/generated/schema';
import type { Problem } from '@/lib/graphql/problem';
import { withTenant } from '@/lib/session/tenantChoice';

/** Sends the file; answers with the id of the run whose dry run has begun, or with what is wrong. */
export async function upload(kind: ImportKind, file: File): Promise<{ id: string } | { problem: Problem }> {
  const query = new URLSearchParams({ kind, fileName: file.name });
  let response: Response;
  try {
    response = await fetch(withTenant(`/api/imports?${query.toString()}`), {
      method: 'POST',
      headers: { 'Tessera-Csrf': '1', 'content-type': 'text/csv', 'idempotency-key': crypto.randomUUID() },
      body: file,
    });
  } catch {
    return { problem: { code: 'OFFLINE', message: '' } };
  }
  const body = (await response.json().catch(() => ({}))) as Partial<
    Record<'id' | 'code' | 'detail' | 'title' | 'reference', string>
  >;
  if (response.ok && body.id !== undefined) return { id: body.id };
  return {
    problem: {
      code: body.code ?? `HTTP_${response.status}`,
      message: body.detail ?? body.title ?? '',
      ...(body.reference === undefined ? {} : { reference: body.reference }),
    },
  };
}
