import type { Amount } from '@/components/ui/MoneyText';
import { useT } from '@/lib/i18n/useT';
import { useFormat } from '@/lib/useFormat';
import classes from './sales.module.css';

interface TotalsProps {
  net: Amount;
  vat: Amount;
  gross: Amount;
  /** The legal line, where the server wrote one. */
  legal?: string | null | undefined;
  /** What the partner keeps; shown to sellers only, never printed. */
  margin?: Amount | undefined;
}

export function Totals({ net, vat, gross, legal, margin }: TotalsProps) {
  const t = useT();
  const format = useFormat();
  const money = ({ minor, currency }: Amount) => format.money(minor, currency);
  return (
    <dl className={classes.totals}>
      <dt>{t('sales.net')}</dt>
      <dd>{money(net)}</dd>
      <dt>{t('sales.vat')}</dt>
      <dd>{money(vat)}</dd>
      {legal ? <dd className={classes.legal}>{legal}</dd> : null}
      <dt className={classes.gross}>{t('sales.gross')}</dt>
      <dd className={classes.gross}>{money(gross)}</dd>
      {margin ? (
        <>
          <dt className="muted no-print">{t('sales.margin')}</dt>
          <dd className="muted no-print">{money(margin)}</dd>
        </>
      ) : null}
    </dl>
  );
}
