import type { ReactNode } from 'react';
import { createContext, use, useCallback, useMemo, useState } from 'react';
import { Provider } from 'urql';
import { useLanguage } from '@/lib/i18n/LanguageProvider';
import type { Clients } from './client';
import { createClients } from './client';

interface Offered extends Clients {
  /** After many writes past the cache: everything shown is read again. */
  forgetAll: () => void;
}

const Context = createContext<Offered | null>(null);

/** Texts of rules and refusals come from the server in the reader's language: another language, another cache. */
export function ClientsProvider({ children, clients }: { children: ReactNode; clients?: Clients }) {
  const { language } = useLanguage();
  const [generation, setGeneration] = useState(0);
  const forgetAll = useCallback(() => setGeneration(previous => previous + 1), []);
  const created = useMemo<Offered>(
    () => ({ ...(clients ?? createClients(language)), forgetAll }),
    // A new generation is a new cache.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [clients, language, generation, forgetAll],
  );
  return (
    <Context value={created}>
      <Provider value={created.client}>{children}</Provider>
    </Context>
  );
}

export function useClients(): Offered {
  const clients = use(Context);
  if (!clients) throw new Error('useClients outside ClientsProvider');
  return clients;
}
