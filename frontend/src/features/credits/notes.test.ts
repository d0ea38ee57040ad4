import { expect, test } from 'vitest';
import { noteText } from './notes';

test.each([
  ['NOT_PAID_YET pi_3Qx', 'credits.inbox.note.NOT_PAID_YET'],
  ['REFUND_TOO_LARGE', 'credits.inbox.note.REFUND_TOO_LARGE'],
  ['NullReferenceException', 'credits.inbox.note.other'],
])('%s is said in words', (note, text) => {
  expect(noteText(note)).toBe(text);
});
