import { describe, expect, it } from 'vitest';
import { changedFields, customerSchema, noCustomer, toInput } from './customerForm';

const rossi = { ...noCustomer, name: 'Rossi', country: 'IT', email: 'a@rossi.example' };
const wrong = (form: object) => {
  const result = customerSchema.safeParse({ ...rossi, ...form });
  return result.success ? [] : result.error.issues.map(issue => [issue.path[0], issue.message]);
};

describe('customer form', () => {
  it('asks for a name and a country only', () => {
    expect(wrong({ email: '' })).toEqual([]);
    expect(wrong({ name: '  ', country: '' })).toEqual([
      ['name', 'customers.error.required'],
      ['country', 'customers.error.required'],
    ]);
  });
  it.each(['rossi', 'a@b', 'a b@c.it', '@c.it', 'a@c..it', '<a>@c.it'])(
    'refuses the e-mail address %s',
    email => expect(wrong({ email })).toEqual([['email', 'customers.error.email']]),
  );
  it.each(['IT 012.345-67890', 'no999999999mva', 'FR40303265045'])('takes the VAT id %s', vatId =>
    expect(wrong({ vatId })).toEqual([]),
  );
  it.each(['IT', 'ITALIA', 'IT01234567890123456789'])('refuses the VAT id %s', vatId =>
    expect(wrong({ vatId })).toEqual([['vatId', 'customers.error.vatId']]),
  );
  it('sends nothing where nothing was written', () => {
    expect(toInput(rossi)).toMatchObject({
      email: 'a@rossi.example',
      vatId: null,
      city: null,
      language: null,
    });
  });
  it('sends only what changed, and null to clear', () => {
    expect(changedFields(rossi, { ...rossi, email: '', city: 'Asolo' })).toEqual({
      email: null,
      city: 'Asolo',
    });
    expect(changedFields(rossi, { ...rossi })).toEqual({});
  });
});
