import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useT } from '@/lib/i18n/useT';
import { Icon } from './icons';
import { Popup } from './Popup';
import { NARROW } from './table/narrow';

/** A page's lesser actions: side by side where there is room, under one button where there is not. */
export function More({ children }: { children: ReactNode }) {
  const t = useT();
  const narrow = useMediaQuery(NARROW, undefined, { getInitialValueInEffect: false });
  if (!narrow) return children;
  return (
    <Popup
      label={t('ui.more')}
      opener={props => (
        <Button {...props} variant="default" size="xs" rightSection={<Icon name="down" size={12} />}>
          {t('ui.more')}
        </Button>
      )}
    >
      <div className="stack">{children}</div>
    </Popup>
  );
}
