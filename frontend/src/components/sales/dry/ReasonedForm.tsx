import type { ReactNode } from 'react';
import type { CopiedOperation } from '@/components/ui/CopyAsGraphQL';
import { CopyAsGraphQL } from '@/components/ui/CopyAsGraphQL';
import { useT } from '@/lib/i18n/useT';
import { FormDialog, ReasonField } from '../forms/FormDialog';
import type { RefusedBy } from '../Refused';

interface ReasonedFormProps {
  title: string;
  /** Its own fields; the reason follows them. */
  children?: ReactNode;
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
    <FormDialog
      title={title}
      refused={refused}
      verb={would === undefined ? t('sales.preview') : verb}
      danger={danger && would !== undefined}
      busy={busy}
      disabled={reason.trim() === ''}
      aside={would === undefined ? null : <CopyAsGraphQL {...operation} />}
      submit={() => {
        if (check?.() ?? true) void ask(would === undefined);
      }}
      close={close}
    >
      {children}
      <ReasonField reason={reason} setReason={setReason} />
      <p className={would === undefined ? 'muted' : undefined} role="status">
        {would ?? before}
      </p>
    </FormDialog>
  );
}
