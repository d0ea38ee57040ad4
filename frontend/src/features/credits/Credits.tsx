import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { WordBadge } from '@/components/sales/WordBadge';
import { causeWord, creditWord } from '@/components/sales/words';
import { InstantText } from '@/components/ui/DateText';
import { FilterMenu } from '@/components/ui/FilterMenu';
import { MoneyText } from '@/components/ui/MoneyText';
import { useOrderChanges } from '@/lib/changes';
import { usePages } from '@/lib/graphql/usePages';
import { useT } from '@/lib/i18n/useT';
import { creditStates } from '@/lib/lists/sales';
import { present } from '@/lib/search';
import { useRested } from '@/lib/useRested';
import classes from './Credits.module.css';
import type { CreditRow } from './documents';
import { CreditsDocument } from './documents';
import type { CreditsSearch } from './routes';
import { Section } from './Section';

const SettleDialog = lazy(() => import('./SettleDialog'));
const route = getRouteApi('/credits');

/** OM-8: paid, and no longer applicable. Each is settled by a person: tried again, or given back. */
export function Credits() {
  const t = useT();
  const { state, credit } = route.useSearch();
  const navigate = route.useNavigate();
  const pages = usePages(
    CreditsDocument,
    { first: 50, state: state ?? ['OPEN', 'REFUNDING'] },
    data => data.credits,
  );
  const again = useRested(pages.retry);
  useOrderChanges(again);
  const go = (change: CreditsSearch) =>
    void navigate({
      search: present<CreditsSearch>({ state, ...change }),
      replace: true,
      resetScroll: false,
    });
  const opened = pages.nodes.find(row => row.id === credit);
  return (
    <>
      <Section<CreditRow>
        id="credits"
        title={t('credits.credits')}
        object={t('credits.object.credits')}
        calm={t('credits.credits.none')}
        aside={
          <FilterMenu
            label={t('sales.state')}
            values={creditStates}
            text={value => t(creditWord[value].text)}
            chosen={state}
            onChange={chosen => go({ state: chosen })}
          />
        }
        pages={pages}
        row={row => (
          <li key={row.id} className={classes.task}>
            <span className="row">
              <WordBadge word={creditWord[row.state]} />
              <strong>
                <MoneyText money={row.amount} />
              </strong>
              <Link to="/billing/$id" params={{ id: row.order.id }} search={{}}>
                {row.order.number}
              </Link>
              {row.key ? (
                <Link to="/keys/$id" params={{ id: row.key.id }} search={{}}>
                  {row.key.number}
                </Link>
              ) : null}
              <span className="muted">
                <InstantText at={row.openedAt} />
              </span>
            </span>
            <span>
              {t(causeWord[row.cause])} {row.refusal?.message ?? ''} {row.refusal?.remedy ?? ''}
              {row.settledBy ? (
                <span className="meta"> {`${row.settledBy} · ${row.reason ?? ''}`}</span>
              ) : null}
            </span>
            {row.state === 'OPEN' ? (
              <Button size="xs" variant="default" onClick={() => go({ credit: row.id })}>
                {t('credits.settle')}
              </Button>
            ) : null}
          </li>
        )}
      />
      {opened ? (
        <Suspense>
          <SettleDialog subject={opened} close={() => go({ credit: undefined })} again={again} />
        </Suspense>
      ) : null}
    </>
  );
}
