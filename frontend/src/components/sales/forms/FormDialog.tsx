import { Button, Textarea } from '@mantine/core';
import type { ReactNode } from 'react';
import { Dialog } from '@/components/ui/Dialog';
import { useT } from '@/lib/i18n/useT';
import type { RefusedBy } from '../Refused';
import { Refused } from '../Refused';

interface FormDialogProps {
  title: string;
  size?: number;
  /** Its fields, and what is said before it is done. */
  children: ReactNode;
  refused?: RefusedBy | undefined;
  /** On the button that sends it. */
  verb: string;
  danger?: boolean;
  busy: boolean;
  disabled?: boolean;
  /** Beside its buttons. */
  aside?: ReactNode;
  submit: () => void;
  close: () => void;
}

/** A dialog that sends one form: its fields, why it was refused, and the two ways out. */
export function FormDialog({
  title,
  size,
  children,
  refused,
  verb,
  danger = false,
  busy,
  disabled = false,
  aside,
  submit,
  close,
}: FormDialogProps) {
  const t = useT();
  return (
    <Dialog title={title} onClose={close} locked={busy} {...(size ? { size } : {})}>
      <form
        className="stack"
        noValidate
        onSubmit={event => {
          event.preventDefault();
          if (!disabled) submit();
        }}
      >
        {children}
        {refused ? <Refused by={refused} /> : null}
        <div className="row">
          <Button type="submit" color={danger ? 'red' : 'pine'} loading={busy} disabled={disabled}>
            {verb}
          </Button>
          <Button variant="default" onClick={close}>
            {t('sales.cancel')}
          </Button>
          {aside}
        </div>
      </form>
    </Dialog>
  );
}

interface ReasonFieldProps {
  reason: string;
  setReason: (reason: string) => void;
  description?: string;
}

/** Why; whoever reads it later reads it word for word. */
export function ReasonField({ reason, setReason, description }: ReasonFieldProps) {
  const t = useT();
  return (
    <Textarea
      label={t('sales.reason')}
      description={description}
      required
      rows={2}
      maxLength={500}
      value={reason}
      onChange={event => setReason(event.currentTarget.value)}
    />
  );
}
