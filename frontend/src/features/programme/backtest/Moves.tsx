import { Link } from '@tanstack/react-router';
import { PlainTable } from '@/components/ui/PlainTable';
import { useT } from '@/lib/i18n/useT';
import { useFormat } from '@/lib/useFormat';
import type { HalfYear } from './documents';

/** The partners that would have stood elsewhere after one review, the costliest first. */
export function Moves({ half }: { half: HalfYear }) {
  const t = useT();
  const format = useFormat();
  if (half.moves.length === 0) return null;
  const heading = t('backtest.moves', { day: format.longDay(half.on) });
  const count = half.higher + half.lower;
  return (
    <div className="card stack">
      <h2>{heading}</h2>
      <PlainTable
        label={heading}
        head={
          <>
            <th scope="col">{t('backtest.partner')}</th>
            <th scope="col">{t('backtest.then')}</th>
            <th scope="col">{t('backtest.draft')}</th>
            <th scope="col" className="numeric">
              {t('backtest.turnover')}
            </th>
            <th scope="col" className="numeric">
              {t('backtest.cost')}
            </th>
          </>
        }
      >
        {half.moves.map(move => (
          <tr key={move.partnerId}>
            <th scope="row">
              <Link to="/partners/$id" params={{ id: move.partnerId }}>
                {move.partnerName}
              </Link>
            </th>
            <td>{move.then ?? t('backtest.level.none')}</td>
            <td>
              {move.move === 'HIGHER' ? '▲' : '▼'} {move.draft ?? t('backtest.level.none')}
            </td>
            <td className="numeric">{format.money(move.turnover.minor, move.turnover.currency)}</td>
            <td className="numeric">{format.money(move.cost.minor, move.cost.currency)}</td>
          </tr>
        ))}
      </PlainTable>
      {count > half.moves.length ? (
        <p className="muted">{t('backtest.moves.more', { shown: half.moves.length, count })}</p>
      ) : null}
    </div>
  );
}
