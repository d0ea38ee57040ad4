import type { Refusal } from '../../core/key-types.js';
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
