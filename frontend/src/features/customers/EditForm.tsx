import { Button } from '@mantine/core';
import { zodResolver } from '@hookform/resolvers/zod';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { useMutation } from 'urql';
import { ErrorState } from '@/components/ui/Problems';
import { toast } from '@/components/ui/toasts';
import { graphql } from '@/generated/gql';
import type { ServerError } from '@/lib/forms';
import { attemptKeys, showServerErrors } from '@/lib/forms';
import { toProblem } from '@/lib/graphql/problem';
import { useT } from '@/lib/i18n/useT';
import { CustomerFields } from './CustomerFields';
import type { CustomerForm } from './customerForm';
import { changedFields, customerSchema, formFields } from './customerForm';

const EditDocument = graphql(`
  mutation EditCustomer($input: EditCustomerInput!) {
    editCustomer(input: $input) {
      customer {
        id
        name
        email
        vatId
        country
        city
        language
        education
      }
      errors {
        ...Problem
      }
    }
  }
`);

interface EditFormProps {
  id: string;
  before: CustomerForm;
  close: () => void;
}

/** Saves what changed and says so with a way back. */
export function EditForm({ id, before, close }: EditFormProps) {
  const t = useT();
  const [keyFor] = useState(attemptKeys);
  const [refused, setRefused] = useState<ServerError[]>([]);
  const [{ fetching, error }, edit] = useMutation(EditDocument);
  const form = useForm<CustomerForm>({
    resolver: zodResolver(customerSchema),
    defaultValues: before,
    mode: 'onTouched',
  });

  const submit = async (values: CustomerForm) => {
    setRefused([]);
    const changes = changedFields(before, values);
    if (Object.keys(changes).length === 0) {
      close();
      return;
    }
    const { data } = await edit({ input: { id, ...changes, idempotencyKey: keyFor(changes) } });
    if (!data) return;
    const { customer, errors } = data.editCustomer;
    setRefused(showServerErrors(errors, formFields, form.setError));
    if (!customer) return;
    const back = changedFields(values, before);
    toast(t('customers.saved', { name: customer.name }), () => void edit({ input: { id, ...back } }));
    close();
  };

  return (
    <form noValidate className="stack" onSubmit={event => void form.handleSubmit(submit)(event)}>
      <CustomerFields form={form} />
      {error ? <ErrorState object={t('customers.object.form')} problem={toProblem(error)} /> : null}
      {refused.map(problem => (
        <ErrorState key={problem.code} object={t('customers.object.form')} problem={problem} />
      ))}
      <div className="row">
        <Button type="submit" loading={fetching}>
          {t('customers.save')}
        </Button>
        <Button variant="subtle" color="gray" onClick={close}>
          {t('customers.cancel')}
        </Button>
      </div>
    </form>
  );
}
