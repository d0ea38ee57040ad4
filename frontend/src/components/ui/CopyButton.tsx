import { ActionIcon, Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useT } from '@/lib/i18n/useT';
import { Icon } from './icons';

/** Copies what `read` gives; says so for two seconds. */
export function useCopy(): [boolean, (text: string | Promise<string>) => void] {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async (text: string | Promise<string>) => {
    await navigator.clipboard.writeText(await text);
    setCopied(true);
  };
  return [copied, text => void copy(text)];
}

export function CopyIcon({ text, label }: { text: string; label: string }) {
  const t = useT();
  const [copied, copy] = useCopy();
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={24}
      className="no-print"
      aria-label={copied ? t('ui.copied') : label}
      title={copied ? t('ui.copied') : label}
      onClick={() => copy(text)}
    >
      <Icon name={copied ? 'done' : 'copy'} size={14} />
    </ActionIcon>
  );
}

interface CopyButtonProps {
  /** Read at the click, so that building the text costs nothing until then. */
  read: () => string | Promise<string>;
  children: string;
}

export function CopyButton({ read, children }: CopyButtonProps) {
  const t = useT();
  const [copied, copy] = useCopy();
  return (
    <Button variant="default" size="xs" onClick={() => copy(read())}>
      <span aria-live="polite">{copied ? t('ui.copied') : children}</span>
    </Button>
  );
}

export function CopyLink() {
  const t = useT();
  return <CopyButton read={() => location.href}>{t('ui.copyLink')}</CopyButton>;
}
