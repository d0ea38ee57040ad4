import { lazy, Suspense } from 'react';
import type { QuoteDialog } from '../../routes';
import type { QuoteDetail } from '../documents';

const SendDialog = lazy(() => import('./SendDialog'));
const ReviseDialog = lazy(() => import('./ReviseDialog'));
const EndDialog = lazy(() => import('./EndDialog'));

interface QuoteDialogsProps {
  subject: QuoteDetail;
  open: QuoteDialog | undefined;
  close: () => void;
  again: () => void;
}

/** The dialog the address names; each is fetched when it is first opened. */
export function QuoteDialogs({ subject, open, close, again }: QuoteDialogsProps) {
  if (open === undefined) return null;
  const props = { subject, close, again };
  return (
    <Suspense>
      {open === 'send' ? <SendDialog {...props} /> : null}
      {open === 'revise' ? <ReviseDialog {...props} /> : null}
      {open === 'void' || open === 'revoke' ? <EndDialog {...props} kind={open} /> : null}
    </Suspense>
  );
}
