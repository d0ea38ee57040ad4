import { ActionIcon } from '@mantine/core';
import type { ReactNode } from 'react';
import { Suspense, useState } from 'react';
import type { IconName } from '@/components/ui/icons';
import { Icon } from '@/components/ui/icons';
import classes from './Panel.module.css';

interface PanelProps {
  id: string;
  label: string;
  icon: IconName;
  /** A number worth seeing without opening. */
  count?: number;
  children: ReactNode;
}

/** A button of the header and what opens under it: the browser's own popover, so it costs the shell nothing. */
export function Panel({ id, label, icon, count = 0, children }: PanelProps) {
  const [opened, setOpened] = useState(false);
  return (
    <>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={32}
        className={classes.button ?? ''}
        aria-label={label}
        title={label}
        popoverTarget={id}
      >
        <Icon name={icon} />
        {count > 0 ? <span className={classes.count}>{count}</span> : null}
      </ActionIcon>
      <div
        id={id}
        popover="auto"
        role="dialog"
        aria-label={label}
        className={classes.panel}
        onToggle={event => {
          if (event.target === event.currentTarget) setOpened(event.newState === 'open');
        }}
      >
        {opened ? <Suspense>{children}</Suspense> : null}
      </div>
    </>
  );
}
