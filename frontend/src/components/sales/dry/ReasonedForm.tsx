import { Button, Textarea } from '@mantine/core';
import type { ReactNode } from 'react';
import type { CopiedOperation } from '@/components/ui/CopyAsGraphQL';
import { CopyAsGraphQL } from '@/components/ui/CopyAsGraphQL';
import { Dialog } from '@/components/ui/Dialog';
import { useT } from '@/lib/i18n/useT';
import type { RefusedBy } from '../Refused';
import { Refused } from '../Refused';

interface ReasonedFormProps {
  title: string;
  /** Its own fields; the reason follows them. */
  children: ReactNode;
  reason: string;
  setReason: (reason: string) => void;
  /** What it would do, once it was asked; before that: what asking does. */
  would: string | undefined;
  before: string;
  /** On the button that does it. */
  verb: string;
  danger?: boolean;
  asked: {
    ask: (dryRun: boolean) => Promise<void>;
    busy: boolean;
    refused: RefusedBy | undefined;
    operation: CopiedOperation;
  };
  /** False where a field is wrong, which says so itself. */
  check?: () => boolean;
  close: () => void;
}

/** A dialog for a write with a reason, previewed before it happens. */
export function ReasonedForm({
  title,
  children,
  reason,
  setReason,
  would,
  before,
  verb,
  danger,
  asked,
  check,
  close,
}: ReasonedFormProps) {
  const t = useT();
  const { ask, busy, refused, operation } = asked;
  return (
    <Dialog title={title} onClose={close} locked={busy}>
      <form
        className="stack"
        noValidate
        onSubmit={event => {
          event.preventDefault();
          if (check?.() ?? true) void ask(would === undefined);
        }}
      >
        {children}
        <Textarea
          label={t('sales.reason')}
          required
          rows={2}
          maxLength={500}
          value={reason}
          onChange={event => setReason(event.currentTarget.value)}
        />
        {refused ? <Refused by={refused} /> : null}
        <p className={would === undefined ? 'muted' : undefined} role="status">
          {would ?? before}
        </p>
        <div className="row">
          <Button
            type="submit"
            color={danger && would !== undefined ? 'red' : 'pine'}
            loading={busy}
            disabled={reason.trim() === ''}
          >
            {would === undefined ? t('sales.preview') : verb}
          </Button>
          <Button variant="default" onClick={close}>
            {t('sales.cancel')}
          </Button>
          {would === undefined ? null : <CopyAsGraphQL {...operation} />}
        </div>
      </form>
    </Dialog>
  );
}
