import { TextInput } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { Icon } from '@/components/ui/icons';
import { useT } from '@/lib/i18n/useT';

interface SearchBoxProps {
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

/** Keeps its own text: a keystroke draws nothing else, and the list is asked once typing pauses. */
export function SearchBox({ value, onChange }: SearchBoxProps) {
  const t = useT();
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  // Back, a saved view or "clear" change the address from outside.
  useEffect(() => {
    if (input.current && input.current.value.trim() !== (value ?? '')) input.current.value = value ?? '';
  }, [value]);
  const send = () => {
    const text = input.current?.value.trim() ?? '';
    onChange(text === '' ? undefined : text);
  };
  return (
    <form
      role="search"
      onSubmit={event => {
        event.preventDefault();
        clearTimeout(timer.current);
        send();
      }}
    >
      <TextInput
        ref={input}
        size="xs"
        type="search"
        w={240}
        aria-label={t('keys.filter.search')}
        placeholder={t('keys.filter.searchHint')}
        leftSection={<Icon name="search" size={14} />}
        defaultValue={value ?? ''}
        maxLength={200}
        onChange={() => {
          clearTimeout(timer.current);
          timer.current = setTimeout(send, 250);
        }}
      />
    </form>
  );
}
