import type { KeyDetail } from '../detail/documents';
import type { CommandResult, Operation } from './documents';

export interface Undo {
  operation: Operation;
  input: { id: string; expectedVersion: number } & Record<string, string | number>;
}

/**
 * The command that takes another back, where one does: a planned downgrade and a proposal wait for something, so both can.
 * It is refused once the key has moved on (`expectedVersion`).
 */
export function undoOf(
  operation: Operation,
  before: KeyDetail,
  after: CommandResult['key'],
  reason: string,
): Undo | undefined {
  if (!after) return undefined;
  const key = { id: before.id, expectedVersion: after.version };
  if (operation === 'DowngradeKey') {
    const { edition, size } = before.pendingDowngrade ?? before;
    return { operation, input: { ...key, edition, size } };
  }
  return operation === 'ProposeTransfer'
    ? { operation: 'DeclineTransfer', input: { ...key, reason } }
    : undefined;
}
