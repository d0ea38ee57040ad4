import { describe, expect, it } from 'vitest';
import type { KeyDetail } from '../detail/documents';
import type { CommandResult } from './documents';
import { undoOf } from './undo';

const key = { id: 'key_1', edition: 'PROFESSIONAL', size: 32, version: 4 } as KeyDetail;
const after = { id: 'key_1', version: 5 } as NonNullable<CommandResult['key']>;

describe('taking back', () => {
  it('plans what was planned before, or nothing smaller', () => {
    expect(undoOf('DowngradeKey', key, after, '')?.input).toEqual({
      id: 'key_1',
      expectedVersion: 5,
      edition: 'PROFESSIONAL',
      size: 32,
    });
    const planned = { ...key, pendingDowngrade: { edition: 'STANDARD', size: 8 } } as KeyDetail;
    expect(undoOf('DowngradeKey', planned, after, '')?.input).toMatchObject({ edition: 'STANDARD', size: 8 });
  });
  it('withdraws a proposal with a reason', () => {
    expect(undoOf('ProposeTransfer', key, after, 'taken back')).toEqual({
      operation: 'DeclineTransfer',
      input: { id: 'key_1', expectedVersion: 5, reason: 'taken back' },
    });
  });
  it('offers nothing for what cannot be taken back', () => {
    for (const operation of ['RenewKey', 'CloseKey', 'ReissueKey', 'ExtendDeadline'] as const) {
      expect(undoOf(operation, key, after, '')).toBeUndefined();
    }
  });
});
