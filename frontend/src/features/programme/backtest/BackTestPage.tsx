import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { CopyAsGraphQL } from '@/components/ui/CopyAsGraphQL';
import { CopyLink } from '@/components/ui/CopyButton';
import { Loaded } from '@/components/ui/Loaded';
import { More } from '@/components/ui/More';
import { Page } from '@/components/ui/Page';
import { PlainTable } from '@/components/ui/PlainTable';
import { FirstUse } from '@/components/ui/Problems';
import { toProblem } from '@/lib/graphql/problem';
import { useT } from '@/lib/i18n/useT';
import { withTenant } from '@/lib/session/tenantChoice';
import { useFormat } from '@/lib/useFormat';
import { Bars } from './Bars';
import type { Tried } from './documents';
import { BackTestDocument } from './documents';
import { Moves } from './Moves';

/** The draft of the level rules on the past four half-years: who would have stood where, and what it would have cost. */
export function BackTestPage() {
  const t = useT();
  const [result, again] = useQuery({ query: BackTestDocument, requestPolicy: 'network-only' });
  return (
    <Page
      title={t('backtest.title')}
      actions={
        <More>
          <CopyAsGraphQL document={BackTestDocument} variables={{}} />
          <CopyLink />
        </More>
      }
    >
      <p>
        <Link to="/programme-rules">{t('backtest.back')}</Link>
      </p>
      {result.error && toProblem(result.error).code === 'LEVEL_DRAFT_MISSING' ? (
        <FirstUse title={t('backtest.none')}>{t('backtest.none.text')}</FirstUse>
      ) : (
        <Loaded
          result={result}
          retry={() => again({ requestPolicy: 'network-only' })}
          object={t('backtest.object')}
          height={220}
          rows={2}
        >
          {({ backTest }) => <Outcome tried={backTest} />}
        </Loaded>
      )}
    </Page>
  );
}

function Outcome({ tried }: { tried: Tried }) {
  const t = useT();
  const format = useFormat();
  const { cost, halfYears } = tried;
  const moves = halfYears.some(half => half.moves.length > 0);
  return (
    <>
      <p className="muted measure">{t('backtest.text', { begins: format.longDay(tried.begins) })}</p>
      <p role="status">
        {t(cost.minor > 0 ? 'backtest.more' : cost.minor < 0 ? 'backtest.less' : 'backtest.same', {
          amount: format.money(Math.abs(cost.minor), cost.currency),
        })}
      </p>
      <div className="card stack">
        <div className="page-head">
          <h2>{t('backtest.halfYears')}</h2>
          <Button
            size="xs"
            variant="default"
            component="a"
            download
            href={withTenant('/api/export/level-rules/back-test.csv')}
          >
            {t('backtest.export')}
          </Button>
        </div>
        <Bars halfYears={halfYears} />
        <PlainTable
          label={t('backtest.halfYears')}
          head={
            <>
              <th scope="col">{t('backtest.review')}</th>
              <th scope="col">{t('backtest.through')}</th>
              <th scope="col" className="numeric">
                {t('backtest.higher')}
              </th>
              <th scope="col" className="numeric">
                {t('backtest.lower')}
              </th>
              <th scope="col" className="numeric">
                {t('backtest.partners')}
              </th>
              <th scope="col" className="numeric">
                {t('backtest.turnover')}
              </th>
              <th scope="col" className="numeric">
                {t('backtest.cost')}
              </th>
            </>
          }
        >
          {halfYears.map(half => (
            <tr key={half.on}>
              <th scope="row">{format.day(half.on)}</th>
              <td>{format.day(half.through)}</td>
              <td className="numeric">{format.number(half.higher)}</td>
              <td className="numeric">{format.number(half.lower)}</td>
              <td className="numeric">{format.number(half.partners)}</td>
              <td className="numeric">{format.money(half.turnover.minor, half.turnover.currency)}</td>
              <td className="numeric">{format.money(half.cost.minor, half.cost.currency)}</td>
            </tr>
          ))}
        </PlainTable>
        <p className="muted measure">{t('backtest.cost.text')}</p>
      </div>
      {moves ? (
        [...halfYears].reverse().map(half => <Moves key={half.on} half={half} />)
      ) : (
        <p className="muted">{t('backtest.moves.none')}</p>
      )}
    </>
  );
}
