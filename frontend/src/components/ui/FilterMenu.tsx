import { Button, Checkbox } from '@mantine/core';
import type { ReactNode } from 'react';
import { Icon } from './icons';
import { Popup } from './Popup';

interface FilterButtonProps {
  label: string;
  /** How many values are chosen. */
  count: number;
  children: ReactNode;
  width?: number;
}

/** One filter of the bar: a button that says whether it is on, and its choices under it. */
export function FilterButton({ label, count, children, width }: FilterButtonProps) {
  return (
    <Popup
      label={label}
      {...(width ? { width } : {})}
      opener={props => (
        <Button
          {...props}
          variant={count > 0 ? 'light' : 'default'}
          size="xs"
          rightSection={<Icon name="down" size={12} />}
        >
          {count > 0 ? `${label} · ${count}` : label}
        </Button>
      )}
    >
      {children}
    </Popup>
  );
}

interface FilterMenuProps<Value extends string | number> {
  label: string;
  values: readonly Value[];
  text: (value: Value) => string;
  chosen: readonly Value[] | undefined;
  onChange: (chosen: Value[] | undefined) => void;
}

export function FilterMenu<Value extends string | number>(props: FilterMenuProps<Value>) {
  const { label, values, text, chosen = [], onChange } = props;
  const set = (value: Value, on: boolean) => {
    const next = values.filter(other => (other === value ? on : chosen.includes(other)));
    onChange(next.length > 0 ? next : undefined);
  };
  return (
    <FilterButton label={label} count={chosen.length}>
      <div className="stack">
        {values.map(value => (
          <Checkbox
            key={value}
            size="xs"
            label={text(value)}
            checked={chosen.includes(value)}
            onChange={event => set(value, event.currentTarget.checked)}
          />
        ))}
      </div>
    </FilterButton>
  );
}
