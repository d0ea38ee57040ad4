import { useEffect } from 'react';
import { useT } from '@/lib/i18n/useT';

const ASK_MS = 4000;

/** Back from the payment page. That one came back proves nothing: only the provider's own message does, and it is waited for. */
export function Confirming({ again }: { again: () => void }) {
  const t = useT();
  useEffect(() => {
    const timer = setInterval(again, ASK_MS);
    return () => clearInterval(timer);
  }, [again]);
  return (
    <p role="status" aria-busy="true">
      {t('quotes.confirming')}
    </p>
  );
}
