import { Button } from '@mantine/core';
import { CopyButton } from '@/components/ui/CopyButton';
import { useT } from '@/lib/i18n/useT';
import classes from './BulkReport.module.css';
import type { Outcome } from './runBulk';
import { grouped } from './runBulk';

interface BulkReportProps {
  outcomes: readonly Outcome[];
  numbers: ReadonlyMap<string, string>;
  done: boolean;
  confirm?: (ids: string[]) => void;
  close: () => void;
}

/** How many go and which not, by reason; each group can be taken along. */
export function BulkReport({ outcomes, numbers, done, confirm, close }: BulkReportProps) {
  const t = useT();
  const going = outcomes.filter(outcome => !outcome.refusal).map(outcome => outcome.id);
  return (
    <div className="stack" role="status">
      <p>{t(done ? 'keys.bulk.went' : 'keys.bulk.wouldGo', { count: going.length })}</p>
      {grouped(outcomes).map(({ refusal, ids }) => (
        <div key={refusal.code} className={classes.group}>
          <p>
            <strong>{t('keys.bulk.refused', { count: ids.length })}</strong>{' '}
            {refusal.message || t('ui.problem.offline')}{' '}
            <span className="meta">{refusal.rule ?? refusal.code}</span>
          </p>
          <CopyButton read={() => ids.map(id => numbers.get(id) ?? id).join('\n')}>
            {t('keys.bulk.copy')}
          </CopyButton>
        </div>
      ))}
      <div className="row">
        {confirm ? (
          <Button disabled={going.length === 0} onClick={() => confirm(going)}>
            {t('keys.bulk.confirm', { count: going.length })}
          </Button>
        ) : null}
        <Button variant="default" onClick={close}>
          {t(done ? 'ui.close' : 'keys.cancel')}
        </Button>
      </div>
    </div>
  );
}
