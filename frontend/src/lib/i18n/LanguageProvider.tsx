import type { ReactNode } from 'react';
import { createContext, use, useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { IntlProvider } from 'react-intl';
import type { Language } from './languages';
import { guessLanguage, locales, storeLanguage } from './languages';
import { currentTexts, onTexts, showLanguage } from './texts';

interface LanguageChoice {
  language: Language;
  setLanguage: (language: Language) => void;
}

const Choice = createContext<LanguageChoice | null>(null);

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [wanted, setWanted] = useState<Language>(guessLanguage);
  const shown = useSyncExternalStore(onTexts, currentTexts);

  useEffect(() => {
    void showLanguage(wanted).then(() => {
      document.documentElement.lang = wanted;
    });
  }, [wanted]);

  const setLanguage = useCallback((language: Language) => {
    storeLanguage(language);
    setWanted(language);
  }, []);
  const choice = useMemo(() => ({ language: wanted, setLanguage }), [wanted, setLanguage]);

  if (!shown) return null;
  return (
    <Choice value={choice}>
      {/* A text that fails to format must not be silent; a missing one the build refuses. */}
      <IntlProvider locale={locales[shown.language]} messages={shown.messages} onError={reportError}>
        {children}
      </IntlProvider>
    </Choice>
  );
}

export function useLanguage(): LanguageChoice {
  const choice = use(Choice);
  if (!choice) throw new Error('useLanguage outside LanguageProvider');
  return choice;
}
