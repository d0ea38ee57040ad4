import { Checkbox, NativeSelect } from '@mantine/core';
import { useLanguage } from '@/lib/i18n/LanguageProvider';
import { isLanguage, languageNames, languages } from '@/lib/i18n/languages';
import { useT } from '@/lib/i18n/useT';
import { useMe, usePreferences } from '@/lib/me';
import type { Preferences } from '@/lib/session/preferences';
import { roleWord } from '@/lib/words';
import classes from './Account.module.css';
import { SignOut } from '../SignOut';

export default function Account() {
  const t = useT();
  const me = useMe();
  const { language } = useLanguage();
  const [preferences, prefer] = usePreferences();
  return (
    <div className="stack">
      <div>
        <p className={classes.name}>{me.name}</p>
        <p className="meta">
          {me.login} · {t(roleWord[me.role])}
        </p>
      </div>
      <NativeSelect
        size="xs"
        label={t('app.language')}
        value={language}
        onChange={event => {
          if (isLanguage(event.currentTarget.value)) prefer({ language: event.currentTarget.value });
        }}
        data={languages.map(value => ({ value, label: languageNames[value] }))}
      />
      <NativeSelect
        size="xs"
        label={t('app.scheme')}
        value={preferences.scheme}
        onChange={event => prefer({ scheme: event.currentTarget.value as Preferences['scheme'] })}
        data={[
          { value: 'auto', label: t('app.scheme.auto') },
          { value: 'light', label: t('app.scheme.light') },
          { value: 'dark', label: t('app.scheme.dark') },
        ]}
      />
      <NativeSelect
        size="xs"
        label={t('app.density')}
        value={preferences.density}
        onChange={event => prefer({ density: event.currentTarget.value as Preferences['density'] })}
        data={[
          { value: 'compact', label: t('app.density.compact') },
          { value: 'comfortable', label: t('app.density.comfortable') },
        ]}
      />
      <Checkbox
        size="xs"
        label={t('app.shortcuts')}
        checked={preferences.shortcuts}
        onChange={event => prefer({ shortcuts: event.currentTarget.checked })}
      />
      <SignOut />
    </div>
  );
}
