import { TextInput } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { Icon } from '../icons';

interface SearchBoxProps {
  label: string;
  /** What the address says; typing never waits for it. */
  value: string;
  /** Called when typing has paused, or at once on Enter. */
  onSettle: (text: string) => void;
  className?: string;
}

const PAUSE_MS = 250;

/** The field keeps its own text: a letter typed renders nothing, the list asks when typing pauses. */
export function SearchBox({ label, value, onSettle, className }: SearchBoxProps) {
  const input = useRef<HTMLInputElement>(null);
  const told = useRef(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    if (input.current) input.current.value = value;
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const settle = () => {
    clearTimeout(timer.current);
    const text = input.current?.value.trim() ?? '';
    if (text === told.current) return;
    told.current = text;
    onSettle(text);
  };

  return (
    <form
      role="search"
      aria-label={label}
      className={className}
      onSubmit={event => {
        event.preventDefault();
        settle();
      }}
    >
      <TextInput
        ref={input}
        type="search"
        size="xs"
        aria-label={label}
        placeholder={label}
        defaultValue={value}
        maxLength={200}
        leftSection={<Icon name="search" size={14} />}
        onChange={() => {
          clearTimeout(timer.current);
          timer.current = setTimeout(settle, PAUSE_MS);
        }}
      />
    </form>
  );
}
