import { useFormat } from '@/lib/useFormat';

export interface Amount {
  minor: number;
  currency: string;
}

export function MoneyText({ money }: { money: Amount }) {
  return <span className="numeric">{useFormat().money(money.minor, money.currency)}</span>;
}

/** Several currencies side by side; they are never added. */
export function MoneyList({ money }: { money: readonly Amount[] }) {
  const format = useFormat();
  return (
    <span className="numeric">
      {money.map(amount => format.money(amount.minor, amount.currency)).join(' · ')}
    </span>
  );
}
