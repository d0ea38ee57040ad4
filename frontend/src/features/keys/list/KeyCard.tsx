import { Link } from '@tanstack/react-router';
import { DateText } from '@/components/ui/DateText';
import { KeyNumber } from '@/components/ui/KeyNumber';
import { MoneyText } from '@/components/ui/MoneyText';
import { StatusBadge } from '@/components/ui/StatusBadge';
import type { KeysSearch } from '@/lib/lists/keyFilter';
import { useMe } from '@/lib/me';
import type { KeyRow } from '../queries';
import { daysLeft, EditionText } from './columns';
import classes from './KeyCard.module.css';
import { UsageBar } from './UsageBar';

export function KeyCard({ row, search }: { row: KeyRow; search: KeysSearch }) {
  const { tenant } = useMe();
  return (
    <div className={classes.card}>
      <Link to="/keys/$id" params={{ id: row.id }} search={search} className={classes.link}>
        <KeyNumber number={row.number} />
      </Link>
      <p className={classes.customer}>{row.customer.name}</p>
      <div className={classes.facts}>
        <StatusBadge status={row.status} daysLeft={daysLeft(row, tenant.today)} />
        {typeof row.lastDay === 'string' ? <DateText day={row.lastDay} short /> : null}
      </div>
      <div className={classes.facts}>
        <span>
          <EditionText row={row} />
        </span>
        <UsageBar counted={row.extensionsCounted} max={row.maxExtensions} stale={row.usageStale} />
        {row.renewalPrice ? <MoneyText money={row.renewalPrice} /> : null}
      </div>
    </div>
  );
}
