import type { ReactNode } from 'react';
import { NativeSelect } from '@mantine/core';
import { useTitle } from '@/components/ui/Page';
import { useLanguage } from '@/lib/i18n/LanguageProvider';
import { isLanguage, languageNames, languages } from '@/lib/i18n/languages';
import { useT } from '@/lib/i18n/useT';
import classes from './Plain.module.css';

/** A page outside the shell: before signing in, or without anything to show. */
export default function Plain({ title, children }: { title: string; children: ReactNode }) {
  const t = useT();
  const { language, setLanguage } = useLanguage();
  useTitle(title);
  return (
    <main className={classes.plain}>
      <div className={classes.box}>
        <p className={classes.brand}>Tessera</p>
        {children}
      </div>
      <NativeSelect
        size="xs"
        aria-label={t('app.language')}
        value={language}
        onChange={event => {
          if (isLanguage(event.currentTarget.value)) setLanguage(event.currentTarget.value);
        }}
        data={languages.map(value => ({ value, label: languageNames[value] }))}
      />
    </main>
  );
}
