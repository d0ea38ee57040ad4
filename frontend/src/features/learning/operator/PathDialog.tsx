import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import type { RefusedBy } from '@/components/sales/Refused';
import { Refused } from '@/components/sales/Refused';
import { Dialog } from '@/components/ui/Dialog';
import { toast } from '@/components/ui/toasts';
import { attemptKeys } from '@/lib/forms';
import { toProblem } from '@/lib/graphql/problem';
import { useT } from '@/lib/i18n/useT';
import type { CertificationPath } from '../documents';
import { SaveCertificationPathDocument } from '../documents';

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
    const fields: Record<string, string> = {};
    for (const one of errors) if ('field' in one && one.field) fields[one.field] = one.message;
    setWrong(fields);
    setRefused(errors.find(one => !('field' in one && one.field)));
    if (errors.length > 0) return;
    toast(t('learning.path.saved', { name: input.name }));
    again();
    close();
  };
  return (
    <Dialog
      title={path ? t('learning.path.edit.of', { name: path.name }) : t('learning.path.new')}
      onClose={close}
      locked={fetching}
    >
      <form
        className="stack"
        noValidate
        onSubmit={event => {
          event.preventDefault();
          void send();
        }}
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
        {refused ? <Refused by={refused} /> : null}
        <div className="row">
          <Button type="submit" loading={fetching} disabled={code.trim() === '' || name.trim() === ''}>
            {t('learning.path.save')}
          </Button>
          <Button variant="default" onClick={close}>
            {t('sales.cancel')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
