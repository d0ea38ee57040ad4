import type { ActionRefusal, Refusal } from '../../core/key-types.js';
import { builder } from './builder.js';

export const UserError = builder.objectRef<Refusal>('UserError').implement({
  description: 'A refusal: a stable code, the rule behind it, what to do, and the input field it is about.',
  fields: (t) => ({
    code: t.exposeString('code'),
    rule: t.exposeString('rule', { nullable: true }),
    message: t.exposeString('message'),
    field: t.exposeString('field', { nullable: true }),
    facts: t.expose('facts', { type: 'JSON', nullable: true }),
  }),
});

/** What cannot be done now, and what leads on, in one message as a write that was refused has it. */
export function spokenRefusal(refusal: ActionRefusal | null): Refusal | null {
  return refusal && { ...refusal, message: `${refusal.message} ${refusal.remedy}` };
}
