import { ActionIcon, UnstyledButton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { Icon } from '@/components/ui/icons';
import { useT } from '@/lib/i18n/useT';
import { withTexts } from '@/lib/lazyScreen';
import { useMay } from '@/lib/me';
import classes from './Header.module.css';
import { NAV_ID } from './Nav';
import { Panel } from './Panel';
import { TenantSwitch } from './TenantSwitch';

const Account = lazy(() => withTexts(() => import('./tools/Account'), 'tools'));
const Help = lazy(() => withTexts(() => import('./tools/Help'), 'tools'));
const JobsTray = lazy(() => withTexts(() => import('./tools/JobsTray'), 'tools'));
const Palette = lazy(() => import('./Palette'));

export function Header() {
  const t = useT();
  const may = useMay('StartImport');
  const [palette, setPalette] = useState<'never' | 'open' | 'closed'>('never');

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        setPalette('open');
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);

  return (
    <header className={classes.header}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={32}
        className={classes.burger}
        aria-label={t('app.nav.open')}
        popoverTarget={NAV_ID}
      >
        <Icon name="menu" />
      </ActionIcon>
      <Link to="/" className={classes.brand}>
        Tessera
      </Link>
      <TenantSwitch />
      <UnstyledButton
        className={classes.search}
        onClick={() => setPalette('open')}
        onFocus={() => void import('./Palette')}
      >
        <Icon name="search" />
        <span className={classes.searchText}>{t('app.palette.open')}</span>
        <kbd className={classes.shortcut} aria-hidden="true">
          Ctrl K
        </kbd>
      </UnstyledButton>
      <div className={classes.tools}>
        {may ? (
          <Suspense fallback={<span className={classes.place} />}>
            <JobsTray />
          </Suspense>
        ) : null}
        <Panel id="help" label={t('app.help')} icon="help">
          <Help />
        </Panel>
        <Panel id="account" label={t('app.account')} icon="person">
          <Account />
        </Panel>
      </div>
      {palette === 'never' ? null : (
        <Suspense>
          <Palette opened={palette === 'open'} onClose={() => setPalette('closed')} />
        </Suspense>
      )}
    </header>
  );
}
