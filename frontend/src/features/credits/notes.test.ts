import { expect, test } from 'vitest';
import { failureText, noteText } from './notes';

test.each([
  ['NOT_PAID_YET pi_3Qx', 'credits.inbox.note.NOT_PAID_YET'],
  ['REFUND_TOO_LARGE', 'credits.inbox.note.REFUND_TOO_LARGE'],
  ['NullReferenceException', 'credits.inbox.note.other'],
])('%s is said in words', (note, text) => {
  expect(noteText(note)).toBe(text);
});

test.each([
  ['REFUSED 550 5.1.1 no such box', 'credits.mails.why.REFUSED'],
  ['UNREPORTED', 'credits.mails.why.UNREPORTED'],
  ['Object reference not set', 'credits.mails.why.other'],
])('%s is said with what to do', (failure, text) => {
  expect(failureText(failure)).toBe(text);
});
