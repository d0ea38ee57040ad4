import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useT } from '@/lib/i18n/useT';
import { useMay } from '@/lib/me';
import { useFormat } from '@/lib/useFormat';
import { Changes } from './Changes';
import type { LevelVersion } from './documents';
import { VersionView } from './VersionView';

const WithdrawDialog = lazy(() => import('./WithdrawDialog'));

/** Rules that are published and do not hold yet, with what they change; an operator may take them back. */
export function AnnouncedVersion({ version, reread }: { version: LevelVersion; reread: () => void }) {
  const t = useT();
  const format = useFormat();
  const may = useMay('WithdrawLevelRules');
  const [withdrawing, setWithdrawing] = useState(false);
  return (
    <div className="stack">
      <VersionView
        version={version}
        heading={t('rules.announced', { day: format.longDay(version.effectiveFrom) })}
      />
      <Changes changes={version.changes} of={version.version} />
      {may ? (
        <div className="row no-print">
          <Button size="xs" variant="default" onClick={() => setWithdrawing(true)}>
            {t('rules.withdraw')}
          </Button>
        </div>
      ) : null}
      {withdrawing ? (
        <Suspense>
          <WithdrawDialog version={version} close={() => setWithdrawing(false)} done={reread} />
        </Suspense>
      ) : null}
    </div>
  );
}
