import { Button, TextInput } from '@mantine/core';
import { addDays } from '@/lib/dates';
import { useT } from '@/lib/i18n/useT';
import { useMe } from '@/lib/me';
import { FilterButton } from '@/components/ui/FilterMenu';

interface ExpiryFilterProps {
  from: string | undefined;
  to: string | undefined;
  onChange: (from: string | undefined, to: string | undefined) => void;
}

/** The windows people look at, and any other. */
const WINDOWS = [7, 30, 60, 90] as const;

export function ExpiryFilter({ from, to, onChange }: ExpiryFilterProps) {
  const t = useT();
  const { tenant } = useMe();
  return (
    <FilterButton
      label={t('keys.filter.expires')}
      count={from !== undefined || to !== undefined ? 1 : 0}
      width={280}
    >
      <div className="stack">
        <div className="row">
          {WINDOWS.map(days => (
            <Button
              key={days}
              size="compact-xs"
              variant="default"
              onClick={() => onChange(tenant.today, addDays(tenant.today, days))}
            >
              {t('keys.filter.days', { days })}
            </Button>
          ))}
        </div>
        <TextInput
          size="xs"
          type="date"
          label={t('keys.filter.from')}
          value={from ?? ''}
          max={to}
          onChange={event => onChange(event.currentTarget.value || undefined, to)}
        />
        <TextInput
          size="xs"
          type="date"
          label={t('keys.filter.to')}
          value={to ?? ''}
          min={from}
          onChange={event => onChange(from, event.currentTarget.value || undefined)}
        />
      </div>
    </FilterButton>
  );
}
