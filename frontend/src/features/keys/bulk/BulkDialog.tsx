import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { Dialog } from '@/components/ui/Dialog';
import { toast } from '@/components/ui/toasts';
import { useClients } from '@/lib/graphql/ClientsProvider';
import { useT } from '@/lib/i18n/useT';
import { PartnerChoice } from '../filters/PartnerChoice';
import { dropAll, useChosen } from '../selection';
import { BulkReport } from './BulkReport';
import { BulkAssignDocument, BulkMaintenanceDocument, BulkRenewDocument } from './documents';
import type { Outcome, Refusal } from './runBulk';
import { runBulk } from './runBulk';

interface BulkDialogProps {
  kind: 'renew' | 'assign';
  onClose: () => void;
}

type Step =
  | { name: 'asking' }
  | { name: 'running'; dry: boolean; done: number; of: number }
  | { name: 'previewed'; outcomes: Outcome[] }
  | { name: 'finished'; outcomes: Outcome[] };

const UNREACHED: Refusal = { code: 'OFFLINE', message: '' };

/** First asked dry for every key: how many would go, which not and why; then, if one wants, done. */
export default function BulkDialog({ kind, onClose }: BulkDialogProps) {
  const t = useT();
  const { uncached, forgetAll } = useClients();
  const chosen = useChosen();
  const [operation, setOperation] = useState<'term' | 'maintenance'>('term');
  const [years, setYears] = useState(1);
  const [partner, setPartner] = useState<{ id: string; name: string }>();
  const [reason, setReason] = useState('');
  const [step, setStep] = useState<Step>({ name: 'asking' });
  const stop = useRef(new AbortController());

  const ask = async (id: string, dryRun: boolean): Promise<Refusal | undefined> => {
    const result =
      kind === 'assign'
        ? await uncached
            .mutation(BulkAssignDocument, {
              input: { id, partnerId: partner?.id ?? '', reason: reason || null, dryRun },
            })
            .toPromise()
        : await uncached
            .mutation(operation === 'term' ? BulkRenewDocument : BulkMaintenanceDocument, {
              input: { id, years, dryRun },
            })
            .toPromise();
    if (!result.data) return { ...UNREACHED, message: result.error?.message ?? '' };
    return result.data.payload.errors[0];
  };
  const run = async (ids: readonly string[], dry: boolean) => {
    stop.current = new AbortController();
    const of = ids.length;
    setStep({ name: 'running', dry, done: 0, of });
    const outcomes = await runBulk({
      ids,
      one: id => ask(id, dry),
      onProgress: done => setStep({ name: 'running', dry, done, of }),
      signal: stop.current.signal,
    });
    setStep(dry ? { name: 'previewed', outcomes } : { name: 'finished', outcomes });
  };
  const close = () => {
    if (step.name === 'finished') {
      const done = step.outcomes.filter(outcome => !outcome.refusal).length;
      dropAll();
      forgetAll();
      if (done > 0) toast(t('keys.bulk.done', { count: done }));
    }
    onClose();
  };

  const title = t(kind === 'renew' ? 'keys.bulk.renewTitle' : 'keys.bulk.assignTitle', {
    count: chosen.size,
  });
  return (
    <Dialog title={title} onClose={close} locked={step.name === 'running'}>
      <div className="stack">
        {step.name === 'asking' && kind === 'renew' ? (
          <>
            <NativeSelect
              label={t('keys.bulk.what')}
              value={operation}
              onChange={event => setOperation(event.currentTarget.value as 'term' | 'maintenance')}
              data={[
                { value: 'term', label: t('keys.bulk.term') },
                { value: 'maintenance', label: t('keys.bulk.maintenance') },
              ]}
            />
            <NativeSelect
              label={t('keys.years')}
              value={years}
              onChange={event => setYears(Number(event.currentTarget.value))}
              data={[1, 2, 3].map(value => ({
                value: String(value),
                label: t('keys.yearsOf', { years: value }),
              }))}
            />
          </>
        ) : null}
        {step.name === 'asking' && kind === 'assign' ? (
          <>
            <PartnerChoice
              chosen={partner?.id}
              onChoose={(id, name) => setPartner(id === undefined ? undefined : { id, name })}
            />
            <TextInput
              label={t('keys.reason')}
              value={reason}
              maxLength={500}
              onChange={event => setReason(event.currentTarget.value)}
            />
          </>
        ) : null}
        {step.name === 'asking' ? (
          <>
            <p className="muted">{t('keys.bulk.dryFirst')}</p>
            <Button
              disabled={kind === 'assign' && partner === undefined}
              onClick={() => void run([...chosen.keys()], true)}
            >
              {t('keys.preview')}
            </Button>
          </>
        ) : null}
        {step.name === 'running' ? (
          <>
            <p role="status">
              {t(step.dry ? 'keys.bulk.checking' : 'keys.bulk.running', { done: step.done, of: step.of })}
            </p>
            <progress max={step.of} value={step.done} aria-label={title} style={{ width: '100%' }} />
            <Button variant="default" onClick={() => stop.current.abort()}>
              {t('keys.bulk.stop')}
            </Button>
          </>
        ) : null}
        {step.name === 'previewed' ? (
          <BulkReport
            outcomes={step.outcomes}
            numbers={chosen}
            done={false}
            confirm={ids => void run(ids, false)}
            close={close}
          />
        ) : null}
        {step.name === 'finished' ? (
          <BulkReport outcomes={step.outcomes} numbers={chosen} done close={close} />
        ) : null}
      </div>
    </Dialog>
  );
}
