import { Button, CloseButton, TextInput } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useT } from '@/lib/i18n/useT';
import { usePreferences } from '@/lib/me';
import { closePopup, Popup } from './Popup';
import classes from './SavedViews.module.css';
import { toast } from './toasts';

/** Named addresses of one screen. The filters are in the address, so a saved view is nothing more. */
export function SavedViews({ screen }: { screen: string }) {
  const t = useT();
  const router = useRouter();
  const [preferences, prefer] = usePreferences();
  const [name, setName] = useState('');
  const views = preferences.views[screen] ?? [];
  const keep = (next: typeof views) => prefer({ views: { ...preferences.views, [screen]: next } });
  const save = () => {
    const wanted = name.trim();
    if (wanted === '') return;
    const url = location.pathname + location.search;
    keep([...views.filter(view => view.name !== wanted), { name: wanted, url }]);
    setName('');
  };
  return (
    <Popup
      label={t('ui.views')}
      width={280}
      opener={props => (
        <Button {...props} variant="default" size="xs">
          {t('ui.views')}
        </Button>
      )}
    >
      <div className="stack">
        {views.length === 0 ? <p className="muted">{t('ui.views.none')}</p> : null}
        <ul>
          {views.map(view => (
            <li key={view.name} className={classes.view}>
              <a
                href={view.url}
                onClick={event => {
                  if (event.metaKey || event.ctrlKey || event.shiftKey) return;
                  event.preventDefault();
                  closePopup(event.currentTarget);
                  router.history.push(view.url);
                }}
              >
                {view.name}
              </a>
              <CloseButton
                size="sm"
                aria-label={t('ui.views.remove', { name: view.name })}
                onClick={() => {
                  keep(views.filter(other => other.name !== view.name));
                  toast(t('ui.views.removed', { name: view.name }), () => keep(views));
                }}
              />
            </li>
          ))}
        </ul>
        <form
          className="row"
          onSubmit={event => {
            event.preventDefault();
            save();
          }}
        >
          <TextInput
            size="xs"
            className={classes.name ?? ''}
            aria-label={t('ui.views.name')}
            placeholder={t('ui.views.name')}
            maxLength={60}
            value={name}
            onChange={event => setName(event.currentTarget.value)}
          />
          <Button size="xs" type="submit" variant="default">
            {t('ui.views.save')}
          </Button>
        </form>
      </div>
    </Popup>
  );
}
