import { Button } from '@mantine/core';
import { useQuery } from 'urql';
import { CopyAsGraphQL } from '@/components/ui/CopyAsGraphQL';
import { Loaded } from '@/components/ui/Loaded';
import { Badge } from '@/components/ui/StatusBadge';
import type { LedgerCheckQuery } from '@/generated/gql/graphql';
import { useOrderChanges } from '@/lib/changes';
import { useT } from '@/lib/i18n/useT';
import { useMay } from '@/lib/me';
import { useFormat } from '@/lib/useFormat';
import { useRested } from '@/lib/useRested';
import classes from './Credits.module.css';
import { LedgerCheckDocument } from './documents';

type Sums = LedgerCheckQuery['ledgerCheck']['currencies'][number];

/** Received = applied + open credits + refunded, in each currency, at every moment: computed now, not remembered. */
export function Equation() {
  const t = useT();
  const may = useMay('CheckLedger');
  const [result, again] = useQuery({
    query: LedgerCheckDocument,
    requestPolicy: 'network-only',
    pause: !may,
  });
  const check = () => again({ requestPolicy: 'network-only' });
  useOrderChanges(useRested(check));
  if (!may) return null;
  return (
    <section className="card stack" aria-labelledby="equation">
      <div className="page-head">
        <h2 id="equation">{t('credits.equation')}</h2>
        <span className="row no-print">
          <Button size="xs" variant="default" loading={result.fetching} onClick={check}>
            {t('credits.equation.check')}
          </Button>
          <CopyAsGraphQL document={LedgerCheckDocument} variables={{}} />
        </span>
      </div>
      <p className="muted measure">{t('credits.equation.text')}</p>
      <Loaded result={result} retry={check} object={t('credits.object.equation')} height={72}>
        {({ ledgerCheck }) => (
          <>
            <p role="status">
              <Badge tone={ledgerCheck.balanced ? 'ok' : 'late'}>
                {t(ledgerCheck.balanced ? 'credits.equation.holds' : 'credits.equation.broken')}
              </Badge>{' '}
              {ledgerCheck.unbalanced > 0
                ? t('credits.equation.unbalanced', { count: ledgerCheck.unbalanced })
                : ''}
            </p>
            {ledgerCheck.currencies.length === 0 ? (
              <p className="muted">{t('credits.equation.nothing')}</p>
            ) : (
              ledgerCheck.currencies.map(sums => <Currency key={sums.currency} sums={sums} />)
            )}
          </>
        )}
      </Loaded>
    </section>
  );
}

function Currency({ sums }: { sums: Sums }) {
  const t = useT();
  const format = useFormat();
  const money = (minor: number) => format.money(minor, sums.currency);
  return (
    <dl className={classes.equation} aria-label={sums.currency}>
      <div>
        <dt>{t('credits.equation.received')}</dt>
        <dd>{money(sums.received)}</dd>
      </div>
      <div>
        <dt>{t('credits.equation.applied')}</dt>
        <dd>{money(sums.applied)}</dd>
      </div>
      <div>
        <dt>{t('credits.equation.credit')}</dt>
        <dd>{money(sums.credit)}</dd>
      </div>
      <div>
        <dt>{t('credits.equation.refunded')}</dt>
        <dd>{money(sums.refunded)}</dd>
      </div>
      <div>
        <dt>{t('credits.equation.difference')}</dt>
        <dd>{money(sums.difference)}</dd>
      </div>
    </dl>
  );
}
