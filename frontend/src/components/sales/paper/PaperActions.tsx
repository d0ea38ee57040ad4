import { Button, NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Language } from '@/lib/i18n/languages';
import { isLanguage, languageNames, languages } from '@/lib/i18n/languages';
import { useT } from '@/lib/i18n/useT';

interface PaperActionsProps {
  /** The sheet's; undefined while the sheet is not there. */
  language: Language | undefined;
  onLanguage: (language: Language) => void;
  children: ReactNode;
}

/** In which language the sheet is, what else concerns it, and printing. */
export function PaperActions({ language, onLanguage, children }: PaperActionsProps) {
  const t = useT();
  return (
    <>
      <NativeSelect
        size="xs"
        aria-label={t('app.language')}
        value={language ?? ''}
        onChange={event => {
          if (isLanguage(event.currentTarget.value)) onLanguage(event.currentTarget.value);
        }}
        data={languages.map(value => ({ value, label: languageNames[value] }))}
      />
      {children}
      <Button size="xs" onClick={() => window.print()}>
        {t('sales.print')}
      </Button>
    </>
  );
}
