import { Button } from '@mantine/core';
import { zodResolver } from '@hookform/resolvers/zod';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { useMutation } from 'urql';
import { Page } from '@/components/ui/Page';
import { PartnerPicker } from '@/components/ui/PartnerPicker';
import { ErrorState } from '@/components/ui/Problems';
import { toast } from '@/components/ui/toasts';
import { graphql } from '@/generated/gql';
import type { ServerError } from '@/lib/forms';
import { attemptKeys, showServerErrors } from '@/lib/forms';
import { toProblem } from '@/lib/graphql/problem';
import { useT } from '@/lib/i18n/useT';
import { useMe } from '@/lib/me';
import classes from './Customer.module.css';
import { CustomerFields } from './CustomerFields';
import type { CustomerForm } from './customerForm';
import { customerSchema, formFields, noCustomer, toInput } from './customerForm';

const RegisterDocument = graphql(`
  mutation RegisterCustomer($input: RegisterCustomerInput!) {
    registerCustomer(input: $input) {
      customer {
        id
        name
      }
      errors {
        ...Problem
      }
    }
  }
`);

export function RegisterPage() {
  const t = useT();
  const { tenant } = useMe();
  const navigate = useNavigate();
  const [keyFor] = useState(attemptKeys);
  const [partnerId, setPartnerId] = useState<string>();
  const [refused, setRefused] = useState<ServerError[]>([]);
  const [{ fetching, error }, register] = useMutation(RegisterDocument);
  const form = useForm<CustomerForm>({
    resolver: zodResolver(customerSchema),
    defaultValues: { ...noCustomer, language: tenant.languages[0] ?? '' },
    mode: 'onTouched',
  });

  const submit = async (values: CustomerForm) => {
    setRefused([]);
    const input = { ...toInput(values), partnerId: partnerId ?? null };
    const { data } = await register({ input: { ...input, idempotencyKey: keyFor(input) } });
    if (!data) return;
    const { customer, errors } = data.registerCustomer;
    setRefused(showServerErrors(errors, formFields, form.setError));
    if (!customer) return;
    toast(t('customers.registered', { name: customer.name }));
    await navigate({ to: '/customers/$id', params: { id: customer.id } });
  };

  return (
    <Page title={t('customers.register')}>
      <form
        noValidate
        className={`card stack ${classes.form ?? ''}`}
        onSubmit={event => void form.handleSubmit(submit)(event)}
      >
        <p className="meta">{t('customers.form.required')}</p>
        <CustomerFields form={form} />
        <PartnerPicker
          labelled
          label={t('customers.partner')}
          placeholder={t('customers.partner.none')}
          value={partnerId}
          onChange={setPartnerId}
        />
        {error ? <ErrorState object={t('customers.object.form')} problem={toProblem(error)} /> : null}
        {refused.map(problem => (
          <ErrorState key={problem.code} object={t('customers.object.form')} problem={problem} />
        ))}
        <div className="row">
          <Button type="submit" loading={fetching}>
            {t('customers.register.do')}
          </Button>
          <Button variant="subtle" color="gray" component={Link} to="/customers">
            {t('customers.cancel')}
          </Button>
        </div>
      </form>
    </Page>
  );
}
