import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useCopy } from '@/components/ui/CopyButton';
import { toast } from '@/components/ui/toasts';
import { addToBasket, MOST_LINES } from '@/lib/basket';
import { useClients } from '@/lib/graphql/ClientsProvider';
import { useT } from '@/lib/i18n/useT';
import type { KeysSearch } from '@/lib/lists/keyFilter';
import { toFilter } from '@/lib/lists/keyFilter';
import { useMay, useMe } from '@/lib/me';
import { useFormat } from '@/lib/useFormat';
import { choose, dropAll, useChosen } from '../selection';
import classes from './BulkBar.module.css';
import { exportChosen } from './exportChosen';
import { gather, MOST_SELECTED } from './gather';

const BulkDialog = lazy(() => import('./BulkDialog'));

interface BulkBarProps {
  search: KeysSearch;
  total: { count: number; atLeast: boolean } | undefined;
}

/** What can be done with the chosen keys; there only while some are. */
export default function BulkBar({ search, total }: BulkBarProps) {
  const t = useT();
  const format = useFormat();
  const { uncached } = useClients();
  const chosen = useChosen();
  const mayRenew = useMay('RenewKey');
  const mayQuote = useMay('CreateQuote');
  const { tenant } = useMe();
  const navigate = useNavigate();
  const [working, setWorking] = useState<'renew' | 'assign'>();
  const [gathering, setGathering] = useState(false);
  const [exporting, setExporting] = useState(false);
  const [exportFailed, setExportFailed] = useState(false);
  const [copied, copy] = useCopy();

  if (chosen.size === 0) return null;
  const selectAll = async () => {
    setGathering(true);
    const found = await gather(uncached, toFilter(search));
    setGathering(false);
    choose(found);
    if (found.length === MOST_SELECTED) toast(t('keys.bulk.most', { most: format.number(MOST_SELECTED) }));
  };
  const exportAll = async () => {
    setExporting(true);
    setExportFailed(false);
    setExportFailed(!(await exportChosen([...chosen.keys()])));
    setExporting(false);
  };
  const toBasket = () => {
    if (addToBasket(tenant.slug, [...chosen.keys()]).full) {
      toast(t('keys.bulk.basketFull', { most: MOST_LINES }));
    }
    dropAll();
    void navigate({ to: '/renewals/new', search: {} });
  };
  return (
    <section className={classes.bar} aria-label={t('keys.bulk.label')}>
      <span role="status" className={classes.count}>
        {t('keys.bulk.count', { count: chosen.size })}
      </span>
      {total && (total.atLeast || total.count > chosen.size) ? (
        <Button size="compact-xs" variant="subtle" loading={gathering} onClick={() => void selectAll()}>
          {t('keys.bulk.all', { total: `${format.number(total.count)}${total.atLeast ? '+' : ''}` })}
        </Button>
      ) : null}
      <span className={classes.actions}>
        {mayQuote ? (
          <Button size="xs" onClick={toBasket}>
            {t('keys.bulk.basket')}
          </Button>
        ) : null}
        {mayRenew ? (
          <>
            <Button size="xs" variant={mayQuote ? 'default' : 'filled'} onClick={() => setWorking('renew')}>
              {t('keys.bulk.renew')}
            </Button>
            <Button size="xs" variant="default" onClick={() => setWorking('assign')}>
              {t('keys.bulk.assign')}
            </Button>
          </>
        ) : null}
        <Button size="xs" variant="default" loading={exporting} onClick={() => void exportAll()}>
          {t('ui.export')}
        </Button>
        <Button size="xs" variant="default" onClick={() => copy([...chosen.values()].join('\n'))}>
          {t(copied ? 'ui.copied' : 'keys.bulk.copy')}
        </Button>
        <Button size="xs" variant="subtle" onClick={dropAll}>
          {t('keys.bulk.drop')}
        </Button>
      </span>
      {exportFailed ? <span role="alert">{t('keys.bulk.exportFailed')}</span> : null}
      {working ? (
        <Suspense>
          <BulkDialog kind={working} onClose={() => setWorking(undefined)} />
        </Suspense>
      ) : null}
    </section>
  );
}
