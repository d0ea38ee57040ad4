import { Button, NativeSelect } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { payerWord } from '@/components/sales/words';
import { CopyAsGraphQL } from '@/components/ui/CopyAsGraphQL';
import { LinkButton } from '@/components/ui/links';
import { MoneyList } from '@/components/ui/MoneyText';
import { More } from '@/components/ui/More';
import { Page } from '@/components/ui/Page';
import { ErrorState, FirstUse } from '@/components/ui/Problems';
import { Skeleton } from '@/components/ui/Skeleton';
import type { Payer } from '@/lib/basket';
import { noteSeen, removeFromBasket, useBasket } from '@/lib/basket';
import { addDays } from '@/lib/dates';
import { useT } from '@/lib/i18n/useT';
import { useMe } from '@/lib/me';
import classes from './Basket.module.css';
import { BasketGroup } from './BasketGroup';
import { CreateQuoteDocument } from './documents';
import { groupLines, movedPrices, pricesToNote } from './groups';
import type { MadeQuote } from './make/Made';
import { Made } from './make/Made';
import { useArrival } from './useArrival';
import { useBasketKeys } from './useBasketKeys';
import { useMake } from './make/useMake';
import type { Ask } from './usePreviews';
import { usePreviews } from './usePreviews';

const route = getRouteApi('/renewals/new');
const NO_TERMS = { poNumber: '', note: '' };

/** Keys to renew, priced as the quotes they become: one for each payer and currency. */
export function BasketPage() {
  const t = useT();
  const { tenant } = useMe();
  const { payer = 'CUSTOMER' } = route.useSearch();
  const navigate = route.useNavigate();
  const lines = useBasket(tenant.slug);
  const ids = useMemo(() => lines.map(line => line.keyId), [lines]);
  const found = useBasketKeys(ids);
  const [terms, setTerms] = useState<Record<string, typeof NO_TERMS>>({});
  const [made, setMade] = useState<MadeQuote[]>([]);

  const arriving = useArrival();

  const groups = useMemo(
    () => groupLines(lines, found.keys, payer, tenant.currency),
    [lines, found.keys, payer, tenant.currency],
  );
  const asks = useMemo(
    () =>
      groups.map<Ask>(group => ({
        payer,
        lines: group.lines.map(({ keyId, years }) => ({ keyId, years })),
      })),
    [groups, payer],
  );
  const previews = usePreviews(asks);
  const shown = groups.map((group, index) => {
    const ask = asks[index] ?? { payer, lines: [] };
    const previewed = previews.of(ask);
    const priced = previewed?.lines ?? [];
    return { group, ask, previewed, moved: movedPrices(group.lines, priced, payer) };
  });

  // A price seen for the first time is what later ones are compared with.
  useEffect(() => {
    for (const { group, previewed } of shown) {
      noteSeen(tenant.slug, pricesToNote(group.lines, previewed?.lines ?? [], payer));
    }
  });

  const make = useMake({ ask: previews.ask, again: previews.again });
  const ready = shown.filter(
    ({ group, previewed, moved }) =>
      moved.length === 0 &&
      previewed?.preview !== undefined &&
      previewed.lines.length === group.lines.length &&
      previewed.lines.every(line => !line.refusal),
  );
  const makeOne = async (one: (typeof shown)[number]) => {
    const gross = one.previewed?.preview?.gross;
    if (!gross) return undefined;
    const quote = await make.make(one.group.id, one.ask, terms[one.group.id] ?? NO_TERMS, gross);
    if (!quote) return undefined;
    setMade(previous => [...previous, quote]);
    removeFromBasket(
      tenant.slug,
      one.group.lines.map(line => line.keyId),
    );
    return quote;
  };
  const makeAll = async () => {
    for (const one of ready) if (!(await makeOne(one))) return;
  };

  return (
    <Page
      title={t('renewals.title')}
      aside={<span className="muted">{t('renewals.count', { count: lines.length })}</span>}
      actions={
        lines.length > 0 ? (
          <>
            <More>
              <CopyAsGraphQL
                document={CreateQuoteDocument}
                variables={{ input: { ...asks[0], dryRun: true } }}
              />
              <Button size="xs" variant="default" onClick={() => removeFromBasket(tenant.slug, ids)}>
                {t('renewals.empty.do')}
              </Button>
            </More>
            {ready.length > 1 ? (
              <Button size="xs" loading={make.busy !== undefined} onClick={() => void makeAll()}>
                {t('renewals.makeAll', { count: ready.length })}&nbsp;·&nbsp;
                <MoneyList money={sums(ready.map(one => one.previewed?.preview?.gross))} />
              </Button>
            ) : null}
          </>
        ) : null
      }
    >
      <Made quotes={made} />
      {lines.length === 0 && made.length === 0 && !arriving ? (
        <FirstUse
          title={t('renewals.first.title')}
          action={
            <LinkButton size="xs" to="/keys" search={{ from: tenant.today, to: addDays(tenant.today, 30) }}>
              {t('renewals.first.do')}
            </LinkButton>
          }
        >
          {t('renewals.first.text')}
        </FirstUse>
      ) : null}
      {lines.length > 0 ? (
        <div className={classes.payer}>
          <NativeSelect
            size="xs"
            label={t('renewals.payer')}
            value={payer}
            onChange={event =>
              void navigate({ search: { payer: event.currentTarget.value as Payer }, replace: true })
            }
            data={(['CUSTOMER', 'PARTNER'] as const).map(value => ({
              value,
              label: t(payerWord[value]),
            }))}
          />
          <p className="muted measure">
            {t(payer === 'CUSTOMER' ? 'renewals.payer.customer' : 'renewals.payer.partner')}
          </p>
        </div>
      ) : null}
      {found.problem ? (
        <ErrorState object={t('renewals.object')} problem={found.problem} retry={found.retry} />
      ) : null}
      {arriving || (found.loading && groups.length === 0) ? <Skeleton height={160} rows={2} /> : null}
      {found.missing.length > 0 ? (
        <div className={classes.moved} role="status">
          <p>{t('renewals.missing', { count: found.missing.length })}</p>
          <Button size="xs" variant="default" onClick={() => removeFromBasket(tenant.slug, found.missing)}>
            {t('renewals.missing.remove')}
          </Button>
        </div>
      ) : null}
      {shown.map(one => (
        <BasketGroup
          key={one.group.id}
          {...one}
          terms={terms[one.group.id] ?? NO_TERMS}
          onTerms={change =>
            setTerms(previous => ({
              ...previous,
              [one.group.id]: { ...(previous[one.group.id] ?? NO_TERMS), ...change },
            }))
          }
          busy={make.busy === one.group.id}
          refused={make.refused[one.group.id]}
          again={previews.again}
          make={() => makeOne(one)}
        />
      ))}
    </Page>
  );
}

/** Sums by currency; amounts of two currencies never meet. */
function sums(amounts: readonly ({ minor: number; currency: string } | undefined)[]) {
  const totals = new Map<string, number>();
  for (const amount of amounts) {
    if (amount) totals.set(amount.currency, (totals.get(amount.currency) ?? 0) + amount.minor);
  }
  return [...totals].map(([currency, minor]) => ({ currency, minor }));
}
