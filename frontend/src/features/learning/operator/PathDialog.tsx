import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import { FormDialog } from '@/components/sales/forms/FormDialog';
import type { RefusedBy } from '@/components/sales/Refused';
import { toast } from '@/components/ui/toasts';
import { attemptKeys } from '@/lib/forms';
import { toProblem } from '@/lib/graphql/problem';
import { useT } from '@/lib/i18n/useT';
import type { CertificationPath } from '../documents';
import { SaveCertificationPathDocument } from '../documents';
import { byField } from './byField';

interface PathDialogProps {
  path: CertificationPath | undefined;
  close: () => void;
  again: () => void;
}

/** What a certification path is called, and how long its certificates hold. */
export default function PathDialog({ path, close, again }: PathDialogProps) {
  const t = useT();
  const [keyFor] = useState(attemptKeys);
  const [code, setCode] = useState(path?.code ?? '');
  const [name, setName] = useState(path?.name ?? '');
  const [months, setMonths] = useState(path?.validityMonths ? String(path.validityMonths) : '');
  const [wrong, setWrong] = useState<Record<string, string>>({});
  const [refused, setRefused] = useState<RefusedBy>();
  const [{ fetching }, save] = useMutation(SaveCertificationPathDocument);
  const send = async () => {
    const input = {
      code: code.trim(),
      name: name.trim(),
      validityMonths: months.trim() === '' ? null : Math.trunc(Number(months)) || 0,
    };
    const { data, error } = await save({ input: { ...input, idempotencyKey: keyFor(input) } });
    const errors = error ? [toProblem(error)] : (data?.saveCertificationPath.errors ?? []);
    const { fields, rest } = byField(errors);
    setWrong(fields);
    setRefused(rest);
    if (errors.length > 0) return;
    toast(t('learning.path.saved', { name: input.name }));
    again();
    close();
  };
  return (
    <FormDialog
      title={path ? t('learning.path.edit.of', { name: path.name }) : t('learning.path.new')}
      refused={refused}
      verb={t('learning.path.save')}
      busy={fetching}
      disabled={code.trim() === '' || name.trim() === ''}
      submit={() => {
        void send();
      }}
      close={close}
    >
      <TextInput
        label={t('learning.path.code')}
        description={t('learning.path.code.what')}
        required
        maxLength={40}
        readOnly={path !== undefined}
        value={code}
        error={wrong.code}
        onChange={event => setCode(event.currentTarget.value)}
      />
      <TextInput
        label={t('learning.path.name')}
        required
        maxLength={100}
        value={name}
        error={wrong.name}
        onChange={event => setName(event.currentTarget.value)}
      />
      <TextInput
        label={t('learning.path.months')}
        description={t('learning.path.months.what')}
        inputMode="numeric"
        maxLength={4}
        value={months}
        error={wrong.validityMonths}
        onChange={event => setMonths(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
