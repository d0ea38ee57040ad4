import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import type { FieldError, UseFormReturn } from 'react-hook-form';
import { useIntl } from 'react-intl';
import { countryChoices } from '@/lib/i18n/countries';
import { languageNames, languages } from '@/lib/i18n/languages';
import type { MessageId } from '@/lib/i18n/useT';
import { useT } from '@/lib/i18n/useT';
import type { CustomerForm } from './customerForm';
import classes from './Customer.module.css';

/** The fields of a customer, for registering and editing. They keep their own text: typing renders nothing. */
export function CustomerFields({ form }: { form: UseFormReturn<CustomerForm> }) {
  const t = useT();
  const { locale } = useIntl();
  const {
    register,
    formState: { errors },
  } = form;
  const said = (error: FieldError | undefined) =>
    error === undefined ? undefined : error.type === 'server' ? error.message : t(error.message as MessageId);
  return (
    <div className={classes.fields}>
      <TextInput
        label={t('customers.field.name')}
        withAsterisk
        autoComplete="off"
        maxLength={200}
        className={classes.wide ?? ''}
        error={said(errors.name)}
        {...register('name')}
      />
      <TextInput
        label={t('customers.field.email')}
        type="email"
        autoComplete="off"
        error={said(errors.email)}
        {...register('email')}
      />
      <TextInput
        label={t('customers.field.vatId')}
        autoComplete="off"
        error={said(errors.vatId)}
        {...register('vatId')}
      />
      <NativeSelect
        label={t('customers.field.country')}
        withAsterisk
        error={said(errors.country)}
        data={[{ value: '', label: t('customers.field.choose') }, ...countryChoices(locale)]}
        {...register('country')}
      />
      <TextInput
        label={t('customers.field.city')}
        autoComplete="off"
        maxLength={100}
        error={said(errors.city)}
        {...register('city')}
      />
      <NativeSelect
        label={t('customers.field.language')}
        description={t('customers.field.language.why')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        error={said(errors.language)}
        data={[
          { value: '', label: t('customers.field.choose') },
          ...languages.map(value => ({ value, label: languageNames[value] })),
        ]}
        {...register('language')}
      />
      <Checkbox
        className={classes.wide ?? ''}
        label={t('customers.field.education')}
        description={t('customers.field.education.why')}
        {...register('education')}
      />
    </div>
  );
}
