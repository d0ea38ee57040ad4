import { Button, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useClient } from 'urql';
import type { RefusedBy } from '@/components/sales/Refused';
import { Refused } from '@/components/sales/Refused';
import { CopyAsGraphQL } from '@/components/ui/CopyAsGraphQL';
import { Dialog } from '@/components/ui/Dialog';
import { toast } from '@/components/ui/toasts';
import { attemptKeys } from '@/lib/forms';
import { useClients } from '@/lib/graphql/ClientsProvider';
import { toProblem } from '@/lib/graphql/problem';
import { useT } from '@/lib/i18n/useT';
import { useFormat } from '@/lib/useFormat';
import { CorrectPointsDocument } from '../documents';
import { readPoints } from './points';

interface CorrectDialogProps {
  partner: string;
  name: string;
  today: string;
  close: () => void;
}

/** Points added or taken with a reason; asked dry first, so that a level it would reach is seen before it holds. */
export default function CorrectDialog({ partner, name, today, close }: CorrectDialogProps) {
  const t = useT();
  const format = useFormat();
  const client = useClient();
  const { uncached } = useClients();
  const [keyFor] = useState(attemptKeys);
  const [typed, setTyped] = useState('');
  const [countsOn, setCountsOn] = useState(today);
  const [reason, setReason] = useState('');
  const [would, setWould] = useState<{ level: string; points: number }>();
  const [refused, setRefused] = useState<RefusedBy>();
  const [wrong, setWrong] = useState<string>();
  const [busy, setBusy] = useState(false);
  const points = readPoints(typed);
  const input = { id: partner, points: points ?? 0, countsOn: countsOn || null, reason: reason.trim() };

  const ask = async (dryRun: boolean) => {
    if (points === undefined) {
      setWrong(t('programme.correct.wrong'));
      return;
    }
    setBusy(true);
    const { data, error } = await (dryRun ? uncached : client)
      .mutation(CorrectPointsDocument, {
        input: { ...input, dryRun, ...(dryRun ? {} : { idempotencyKey: keyFor(input) }) },
      })
      .toPromise();
    setBusy(false);
    const first = error ? toProblem(error) : data?.correctPoints.errors[0];
    setRefused(first);
    setWould(undefined);
    if (first) return;
    const after = data?.correctPoints.level;
    if (dryRun) {
      setWould({ level: after?.level ?? t('programme.level.none'), points: after?.standing?.points ?? 0 });
      return;
    }
    toast(t('programme.corrected'));
    close();
  };
  const change = (set: (value: string) => void) => (value: string) => {
    set(value);
    setWould(undefined);
    setWrong(undefined);
  };
  return (
    <Dialog title={`${t('programme.correct')} · ${name}`} onClose={close} locked={busy}>
      <form
        className="stack"
        noValidate
        onSubmit={event => {
          event.preventDefault();
          void ask(would === undefined);
        }}
      >
        <TextInput
          label={t('programme.correct.points')}
          description={t('programme.correct.points.what')}
          inputMode="text"
          autoComplete="off"
          value={typed}
          error={wrong}
          onChange={event => change(setTyped)(event.currentTarget.value)}
        />
        <TextInput
          label={t('programme.countsOn')}
          type="date"
          max={today}
          value={countsOn}
          onChange={event => change(setCountsOn)(event.currentTarget.value)}
        />
        <Textarea
          label={t('sales.reason')}
          required
          rows={2}
          maxLength={500}
          value={reason}
          onChange={event => change(setReason)(event.currentTarget.value)}
        />
        {refused ? <Refused by={refused} /> : null}
        <p className={would ? undefined : 'muted'} role="status">
          {would
            ? t('programme.correct.would', { points: format.number(would.points), level: would.level })
            : t('programme.correct.dry')}
        </p>
        <div className="row">
          <Button type="submit" loading={busy} disabled={reason.trim() === ''}>
            {would ? t('programme.correct') : t('sales.preview')}
          </Button>
          <Button variant="default" onClick={close}>
            {t('sales.cancel')}
          </Button>
          {would ? <CopyAsGraphQL document={CorrectPointsDocument} variables={{ input }} /> : null}
        </div>
      </form>
    </Dialog>
  );
}
