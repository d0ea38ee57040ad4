import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useT } from '@/lib/i18n/useT';

interface DialogProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
  size?: number;
  /** While something runs that closing would tear apart. */
  locked?: boolean;
}

export function Dialog({ title, onClose, children, size = 560, locked = false }: DialogProps) {
  const t = useT();
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={size}
      closeOnClickOutside={!locked}
      closeOnEscape={!locked}
      withCloseButton={!locked}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
      // Mantine makes it a <header>: inside a dialog it is no banner of the page.
      attributes={{ header: { role: 'presentation' } }}
      data-locks-scroll
    >
      {children}
    </Modal>
  );
}
