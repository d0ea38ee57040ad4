import type { ImportKind, ImportState } from '@/generated/schema';
import type { MessageId } from '@/lib/i18n/useT';
import type { Tone } from '@/lib/words';

export const kindText: Record<ImportKind, MessageId> = {
  CUSTOMERS: 'imports.kind.customers',
  KEYS: 'imports.kind.keys',
  USAGE: 'imports.kind.usage',
  TURNOVER: 'imports.kind.turnover',
  CERTIFICATES: 'imports.kind.certificates',
};
export const importKinds = Object.keys(kindText) as ImportKind[];

export const stateText: Record<ImportState, MessageId> = {
  CHECKING: 'imports.state.checking',
  CHECKED: 'imports.state.checked',
  COMMITTING: 'imports.state.committing',
  DONE: 'imports.state.done',
  STOPPED: 'imports.state.stopped',
  FAILED: 'imports.state.failed',
};

export const stateTone: Record<ImportState, Tone> = {
  CHECKING: 'info',
  CHECKED: 'soon',
  COMMITTING: 'info',
  DONE: 'ok',
  STOPPED: 'window',
  FAILED: 'late',
};
