import { Checkbox } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { DateText } from '@/components/ui/DateText';
import { PlainTable } from '@/components/ui/PlainTable';
import { useT } from '@/lib/i18n/useT';
import { useFormat } from '@/lib/useFormat';
import type { Plan } from './documents';

interface PlanKeysProps {
  plan: Plan;
  chosen: readonly string[];
  onChange: (key: string, on: boolean) => void;
}

/** The keys that end in the window, each with what renewing it would cost and earn. */
export function PlanKeys({ plan, chosen, onChange }: PlanKeysProps) {
  const t = useT();
  const format = useFormat();
  return (
    <PlainTable
      label={t('simulator.keys')}
      head={
        <>
          <th scope="col">{t('simulator.key')}</th>
          <th scope="col">{t('simulator.customer')}</th>
          <th scope="col">{t('simulator.ends')}</th>
          <th scope="col" className="numeric">
            {t('simulator.net')}
          </th>
          <th scope="col" className="numeric">
            {t('simulator.points')}
          </th>
        </>
      }
    >
      {plan.keys.map(key => (
        <tr key={key.id}>
          <th scope="row">
            <span className="row">
              <Checkbox
                size="xs"
                aria-label={t('simulator.choose', { number: key.number })}
                checked={chosen.includes(key.id)}
                onChange={event => onChange(key.id, event.currentTarget.checked)}
              />
              <Link to="/keys/$id" params={{ id: key.id }}>
                {key.number}
              </Link>
            </span>
          </th>
          <td>{key.customerName}</td>
          <td>
            <DateText day={key.lastDay} />
          </td>
          <td className="numeric">{format.money(key.net.minor, key.net.currency)}</td>
          <td className="numeric">+{format.number(key.points)}</td>
        </tr>
      ))}
    </PlainTable>
  );
}
