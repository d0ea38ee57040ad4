import { NativeSelect } from '@mantine/core';
import { useT } from '@/lib/i18n/useT';
import type { Plan } from './documents';

interface PlanPeopleProps {
  plan: Plan;
  certify: readonly string[];
  onChange: (path: string, people: number) => void;
}

/** Who is still to be certified for the next level: nobody yet, one more, or all that are missing. */
export function PlanPeople({ plan, certify, onChange }: PlanPeopleProps) {
  const t = useT();
  return plan.goal?.people.map(need => (
    <NativeSelect
      key={need.path}
      size="xs"
      label={t('simulator.certify', { path: need.path })}
      value={String(certify.filter(path => path === need.path).length)}
      onChange={event => onChange(need.path, Number(event.currentTarget.value))}
      data={Array.from({ length: need.people + 1 }, (_, people) => ({
        value: String(people),
        label: t('simulator.people', { people }),
      }))}
    />
  ));
}
