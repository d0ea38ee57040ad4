import type { Day, Instant, Uuid } from './types.js';

export type MessageState = 'NEW' | 'SENDING' | 'SENT' | 'FAILED' | 'UNCERTAIN';
export type ReminderAudience = 'PARTNER' | 'CUSTOMER';

export interface ReminderSetting {
  digest: boolean;
  remindCustomers: boolean;
  email: string | null;
}
export interface ReminderDay {
  day: Day;
  window: number;
  keys: number;
}
/** When keys are reminded of, what the partner wishes, and what comes next. */
export interface Reminders {
  windows: number[];
  setting: ReminderSetting;
  next: ReminderDay[];
}

/** A reminder as it would go out on `day`; with no key due there is nothing to read. */
export interface ReminderPreview {
  to: string[];
  from: string;
  subject: string | null;
  html: string | null;
  text: string | null;
  language: string;
  day: Day | null;
  keys: number;
}

/** One message that goes, went or did not go out. */
export interface Message {
  id: Uuid;
  kind: string;
  to: string | null;
  subject: string | null;
  state: MessageState;
  attempts: number;
  createdAt: Instant;
  dueAt: Instant;
  doneAt: Instant | null;
  failure: string | null;
}
