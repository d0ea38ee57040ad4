import { ActionIcon, Kbd, UnstyledButton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { Icon } from '@/components/ui/icons';
import { useT } from '@/lib/i18n/useT';
import { Account } from './Account';
import classes from './Header.module.css';
import { Help } from './Help';
import { JobsTray } from './JobsTray';
import { NAV_ID } from './Nav';
import { TenantSwitch } from './TenantSwitch';

const Palette = lazy(() => import('./Palette'));

export function Header() {
  const t = useT();
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
        <Kbd className={classes.shortcut}>Ctrl K</Kbd>
      </UnstyledButton>
      <div className={classes.tools}>
        <JobsTray />
        <Help />
        <Account />
      </div>
      {palette === 'never' ? null : (
        <Suspense>
          <Palette opened={palette === 'open'} onClose={() => setPalette('closed')} />
        </Suspense>
      )}
    </header>
  );
}
