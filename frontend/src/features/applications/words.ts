import type { ApplicationState } from '@/generated/schema';
import type { MessageId } from '@/lib/i18n/useT';
import type { Tone } from '@/lib/words';

export const stateWord: Record<ApplicationState, MessageId> = {
  RECEIVED: 'applications.state.received',
  APPROVED: 'applications.state.approved',
  DECLINED: 'applications.state.declined',
};

export const stateTone: Record<ApplicationState, Tone> = {
  RECEIVED: 'soon',
  APPROVED: 'ok',
  DECLINED: 'late',
};
