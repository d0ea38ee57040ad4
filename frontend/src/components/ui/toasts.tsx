import { Button, CloseButton } from '@mantine/core';
import { useEffect, useSyncExternalStore } from 'react';
import { useT } from '@/lib/i18n/useT';
import classes from './toasts.module.css';

interface Toast {
  id: number;
  text: string;
  undo?: (() => void) | undefined;
}

let toasts: readonly Toast[] = [];
let next = 1;
const listeners = new Set<() => void>();

const change = (to: readonly Toast[]) => {
  toasts = to;
  for (const listener of listeners) listener();
};
const dismiss = (id: number) => change(toasts.filter(toast => toast.id !== id));

/** Says that something was done, for 8 seconds, with a way back where there is one. Never for failures. */
export function toast(text: string, undo?: () => void): void {
  change([...toasts.slice(-2), { id: next++, text, undo }]);
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export function Toasts() {
  const shown = useSyncExternalStore(subscribe, () => toasts);
  return (
    <div role="status" aria-live="polite" className={classes.stack}>
      {shown.map(entry => (
        <ToastLine key={entry.id} entry={entry} />
      ))}
    </div>
  );
}

const SHOWN_MS = 8000;

function ToastLine({ entry }: { entry: Toast }) {
  const t = useT();
  useEffect(() => {
    const timer = setTimeout(() => dismiss(entry.id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [entry.id]);
  return (
    <div className={classes.toast}>
      <span>{entry.text}</span>
      {entry.undo ? (
        <Button
          size="compact-sm"
          variant="subtle"
          onClick={() => {
            entry.undo?.();
            dismiss(entry.id);
          }}
        >
          {t('ui.undo')}
        </Button>
      ) : null}
      <CloseButton size="sm" aria-label={t('ui.close')} onClick={() => dismiss(entry.id)} />
    </div>
  );
}
