import type { ReactNode } from 'react';
import { useEffect, useMemo, useState } from 'react';
import { IntlProvider } from 'react-intl';
import { createClients } from '@/lib/graphql/client';
import { ClientsProvider } from '@/lib/graphql/ClientsProvider';
import type { Language } from './languages';
import { locales } from './languages';
import type { Shown } from './texts';
import { textsIn } from './texts';

interface InLanguageProps {
  language: Language;
  /** Whose texts the part shows, besides the frame's. */
  features: readonly string[];
  children: ReactNode;
}

/** A part of the page in another language than the reader's: its words, its dates and amounts, and what the server says in it. */
export function InLanguage({ language, features, children }: InLanguageProps) {
  const [shown, setShown] = useState<Shown>();
  const clients = useMemo(() => createClients(language), [language]);
  const wanted = features.join();
  useEffect(() => {
    let current = true;
    void textsIn(language, wanted.split(',')).then(messages => {
      if (current) setShown({ language, messages });
    });
    return () => {
      current = false;
    };
  }, [language, wanted]);
  if (shown?.language !== language) return null;
  return (
    <IntlProvider locale={locales[language]} messages={shown.messages} onError={reportError}>
      <ClientsProvider clients={clients}>{children}</ClientsProvider>
    </IntlProvider>
  );
}
