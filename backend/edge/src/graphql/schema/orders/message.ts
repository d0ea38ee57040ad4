import type { Message, ReminderDay, ReminderPreview, Reminders, ReminderSetting } from '../../../core/message-types.js';
import { builder } from '../builder.js';
import { connectionOf } from '../connection.js';
import { publicId } from '../node.js';
import { MessageState } from './enums.js';

const ReminderSettingRef = builder.objectRef<ReminderSetting>('ReminderSetting').implement({
  fields: (t) => ({
    digest: t.exposeBoolean('digest', { description: 'One mail to the partner for all keys of a day.' }),
    remindCustomers: t.exposeBoolean('remindCustomers'),
    email: t.exposeString('email', { nullable: true, description: 'null: the owners’ addresses.' }),
  }),
});
const ReminderDayRef = builder.objectRef<ReminderDay>('ReminderDay').implement({
  fields: (t) => ({
    day: t.expose('day', { type: 'Date' }),
    window: t.exposeInt('window', { description: 'Days before the last day.' }),
    keys: t.exposeInt('keys'),
  }),
});
export const RemindersRef = builder.objectRef<Reminders>('Reminders').implement({
  description: 'How many days before the last day a mail goes out, to whom, and which come next.',
  fields: (t) => ({
    windows: t.exposeIntList('windows'),
    setting: t.expose('setting', { type: ReminderSettingRef }),
    next: t.expose('next', { type: [ReminderDayRef] }),
  }),
});

export const ReminderPreviewRef = builder.objectRef<ReminderPreview>('ReminderPreview').implement({
  description: 'A reminder as it would go out. With no key due there is nothing to read.',
  fields: (t) => ({
    to: t.exposeStringList('to'),
    from: t.exposeString('from'),
    subject: t.exposeString('subject', { nullable: true }),
    html: t.exposeString('html', { nullable: true }),
    text: t.exposeString('text', { nullable: true }),
    language: t.exposeString('language'),
    day: t.expose('day', { type: 'Date', nullable: true, description: 'When it would go out.' }),
    keys: t.exposeInt('keys'),
  }),
});

export const MessageRef = builder.objectRef<Message>('Message').implement({
  description: 'A message that goes, went or did not go out.',
  fields: (t) => ({
    id: t.id({ resolve: (message) => publicId('message', message.id) }),
    kind: t.exposeString('kind'),
    to: t.exposeString('to', { nullable: true }),
    subject: t.exposeString('subject', { nullable: true }),
    state: t.expose('state', { type: MessageState }),
    attempts: t.exposeInt('attempts'),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    dueAt: t.expose('dueAt', { type: 'DateTime' }),
    doneAt: t.expose('doneAt', { type: 'DateTime', nullable: true }),
    failure: t.exposeString('failure', { nullable: true }),
  }),
});
export const MessageConnection = connectionOf('Message', MessageRef, false);
