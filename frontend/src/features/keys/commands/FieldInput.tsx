import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturn } from 'react-hook-form';
import { Controller } from 'react-hook-form';
import { PartnerPicker } from '@/components/ui/PartnerPicker';
import { useT } from '@/lib/i18n/useT';
import { editionName, editions, sizes } from '@/lib/words';
import type { Field } from './commands';
import type { Values } from './schema';

interface FieldInputProps {
  field: Field;
  form: UseFormReturn<Values>;
}

export function FieldInput({ field, form }: FieldInputProps) {
  const t = useT();
  const error = form.formState.errors[field.name]?.message;
  const common = {
    label: t(field.label),
    error,
    withAsterisk: field.required ?? false,
    ...form.register(field.name),
  };
  switch (field.kind) {
    case 'years':
      return (
        <NativeSelect
          {...common}
          data={[1, 2, 3, 4, 5].map(years => ({ value: String(years), label: t('keys.yearsOf', { years }) }))}
        />
      );
    case 'edition':
      return (
        <NativeSelect {...common} data={editions.map(value => ({ value, label: editionName[value] }))} />
      );
    case 'size':
      return (
        <NativeSelect
          {...common}
          data={sizes.map(size => ({ value: String(size), label: t('keys.size', { size }) }))}
        />
      );
    case 'date':
      return <TextInput {...common} type="date" />;
    case 'count':
      return <TextInput {...common} inputMode="numeric" autoComplete="off" />;
    case 'reason':
      return <Textarea {...common} rows={2} maxLength={500} />;
    case 'partner':
      return (
        <Controller
          control={form.control}
          name={field.name}
          render={({ field: input }) => (
            <PartnerPicker
              labelled
              label={t(field.label)}
              placeholder={t('keys.filter.partnerName')}
              value={input.value === '' ? undefined : input.value}
              error={error}
              onChange={partner => input.onChange(partner ?? '')}
            />
          )}
        />
      );
    default:
      return <TextInput {...common} maxLength={200} autoComplete={field.name === 'name' ? 'name' : 'off'} />;
  }
}
