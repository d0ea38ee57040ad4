import * as z from 'zod/mini';
import type { MessageId } from '@/lib/i18n/useT';

/** What a form holds: nothing chosen is an empty text. Messages are ids of texts. */
export interface CustomerForm {
  name: string;
  email: string;
  vatId: string;
  country: string;
  city: string;
  language: string;
  education: boolean;
}

export const noCustomer: CustomerForm = {
  name: '',
  email: '',
  vatId: '',
  country: '',
  city: '',
  language: '',
  education: false,
};

export const formFields = ['name', 'email', 'vatId', 'country', 'city', 'language', 'education'] as const;

const said = (id: MessageId): string => id;
const trimmed = () => z.string().check(z.trim());
const EMAIL = /^[^\s@<>,;:"\\()[\]]{1,64}@[^\s@<>,;:"\\()[\].]+(\.[^\s@<>,;:"\\()[\].]+)+$/;
const VAT = /^(?=(?:.*\d){2})[A-Z0-9]{4,20}$/;

/** Spaces, dots and dashes in a VAT id are how people write it, not part of it. */
export const bareVatId = (vatId: string): string => vatId.replace(/[\s.\-/]/g, '').toUpperCase();

/** What can be said at once, at the field; the core checks everything again. */
export const customerSchema = z.object({
  name: trimmed().check(
    z.minLength(1, said('customers.error.required')),
    z.maxLength(200, said('customers.error.long')),
  ),
  email: trimmed().check(
    z.refine(text => text === '' || (text.length <= 254 && EMAIL.test(text)), said('customers.error.email')),
  ),
  vatId: trimmed().check(
    z.refine(text => text === '' || VAT.test(bareVatId(text)), said('customers.error.vatId')),
  ),
  country: trimmed().check(z.minLength(2, said('customers.error.required'))),
  city: trimmed().check(z.maxLength(100, said('customers.error.long'))),
  language: z.string(),
  education: z.boolean(),
});

type Optional = 'email' | 'vatId' | 'city' | 'language';
type Sent = Omit<CustomerForm, Optional> & Record<Optional, string | null>;

const orNull = (text: string): string | null => (text === '' ? null : text);

/** As the API takes it: what was left empty is absent. */
export const toInput = (form: CustomerForm): Sent => ({
  ...form,
  email: orNull(form.email),
  vatId: orNull(form.vatId),
  city: orNull(form.city),
  language: orNull(form.language),
});

/** Only the fields that differ; an emptied one is sent as null, which clears it. */
export function changedFields(before: CustomerForm, after: CustomerForm): Partial<Sent> {
  const sent = toInput(after);
  return Object.fromEntries(
    (Object.keys(sent) as (keyof Sent)[]).flatMap(name =>
      before[name] === after[name] ? [] : [[name, sent[name]] as const],
    ),
  );
}
