import type { ReactNode } from 'react';
import { createContext, use, useMemo } from 'react';
import { Provider } from 'urql';
import { useLanguage } from '@/lib/i18n/LanguageProvider';
import type { Clients } from './client';
import { createClients } from './client';

const Context = createContext<Clients | null>(null);

/** Texts of rules and refusals come from the server in the reader's language: another language, another cache. */
export function ClientsProvider({ children, clients }: { children: ReactNode; clients?: Clients }) {
  const { language } = useLanguage();
  const created = useMemo(() => clients ?? createClients(language), [clients, language]);
  return (
    <Context value={created}>
      <Provider value={created.client}>{children}</Provider>
    </Context>
  );
}

export function useClients(): Clients {
  const clients = use(Context);
  if (!clients) throw new Error('useClients outside ClientsProvider');
  return clients;
}
