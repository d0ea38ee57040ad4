import type { CoreCalls } from '../core/calls.js';

/** What a resolver knows: whom to ask. */
export interface GraphContext {
  readonly core: CoreCalls;
  /** The `Idempotency-Key` header of a document with one write; inputs may carry their own. */
  readonly idempotencyKey: string | null;
}
