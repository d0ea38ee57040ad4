import { Outlet, useLocation } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { arrive } from '@/lib/navigation/arrival';
import { useT } from '@/lib/i18n/useT';
import { withTexts } from '@/lib/lazyScreen';
import { currentViewing } from '@/lib/session/viewing';
import { Header } from './Header';
import { Nav } from './Nav';
import classes from './Shell.module.css';

// What bears on every screen and is seldom seen comes after the screen itself.
const Notices = lazy(() => import('./Notices'));
const ViewingBanner = lazy(() => withTexts(() => import('./viewing/ViewingBanner'), 'programme-partners'));

export function Shell() {
  const t = useT();
  const path = useLocation({ select: location => location.pathname });
  const shown = useRef(path);

  // Another screen: readers of the screen hear its heading; filters keep the focus where it is.
  useEffect(() => {
    if (shown.current === path) return;
    shown.current = path;
    arrive();
  }, [path]);

  return (
    <div className={classes.shell}>
      <a href="#main" className={classes.skip}>
        {t('app.skip')}
      </a>
      <Header />
      <Nav />
      <main id="main" tabIndex={-1} className={classes.main}>
        {currentViewing() === null ? null : (
          <Suspense>
            <ViewingBanner />
          </Suspense>
        )}
        <Suspense>
          <Notices />
        </Suspense>
        <Outlet />
      </main>
    </div>
  );
}
