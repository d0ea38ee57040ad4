import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';

/** The SPA's documents by their SHA-256, as its build wrote them. */
export class PersistedDocuments {
  constructor(private readonly documents: ReadonlyMap<string, string>) {}

  static none(): PersistedDocuments {
    return new PersistedDocuments(new Map());
  }

  /** Reads the first of the files that is there; documents are found by the name given and by their SHA-256. */
  static read(paths: readonly string[]): PersistedDocuments {
    const path = paths.find((candidate) => existsSync(candidate));
    if (path === undefined) return PersistedDocuments.none();
    const parsed: unknown = JSON.parse(readFileSync(path, 'utf8'));
    const documents = new Map<string, string>();
    for (const [hash, text] of Object.entries(parsed as Record<string, unknown>)) {
      if (typeof text !== 'string') continue;
      documents.set(hash, text);
      documents.set(createHash('sha256').update(text).digest('hex'), text);
    }
    return new PersistedDocuments(documents);
  }

  get size(): number {
    return this.documents.size;
  }

  find(hash: string): string | null {
    return this.documents.get(hash.replace(/^sha256:/, '')) ?? null;
  }
}

/** The hash a request names its document by: `documentId`, or the `persistedQuery` extension. */
export function persistedHash(body: Readonly<Record<string, unknown>>): string | null {
  if (typeof body['documentId'] === 'string') return body['documentId'];
  const extensions = body['extensions'];
  if (typeof extensions !== 'object' || extensions === null) return null;
  const persisted = (extensions as Record<string, unknown>)['persistedQuery'];
  if (typeof persisted !== 'object' || persisted === null) return null;
  const hash = (persisted as Record<string, unknown>)['sha256Hash'];
  return typeof hash === 'string' ? hash : null;
}
