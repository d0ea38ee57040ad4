import { Button } from '@mantine/core';
import { useT } from '@/lib/i18n/useT';
import { useOnline } from '@/lib/session/online';
import { useNewRelease } from '@/lib/session/release';
import classes from './Notices.module.css';

/** What bears on every screen: no network, so that only what was read stands here; a newer build to load. */
export default function Notices() {
  const t = useT();
  const online = useOnline();
  const replaced = useNewRelease();
  return (
    <div role="status" className={classes.notices}>
      {online ? null : <p className={classes.notice}>{t('app.offline')}</p>}
      {online && replaced ? (
        <p className={classes.notice}>
          {t('app.release')}{' '}
          <Button size="compact-sm" variant="default" onClick={() => location.reload()}>
            {t('app.release.load')}
          </Button>
        </p>
      ) : null}
    </div>
  );
}
