import type { ErrorComponentProps } from '@tanstack/react-router';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { ErrorState } from '@/components/ui/Problems';
import { Page } from '@/components/ui/Page';
import { useT } from '@/lib/i18n/useT';

export function RouteMissing() {
  const t = useT();
  return (
    <Page title={t('app.missing.title')}>
      <p className="muted">{t('app.missing.text')}</p>
      <p>
        <Link to="/">{t('app.nav.home')}</Link>
      </p>
    </Page>
  );
}

/** A screen failed to load or to draw. After a deploy its script is gone: loading anew brings the new one. */
export function RouteFailed({ error, reset }: ErrorComponentProps) {
  const t = useT();
  const message = error instanceof Error ? error.message : '';
  const deployed = /dynamically imported module|module script/i.test(message);
  useEffect(() => {
    if (!deployed) reportError(error);
  }, [error, deployed]);
  return (
    <Page title={t('app.failed.title')}>
      <ErrorState
        object={t('app.object.screen')}
        problem={{
          code: deployed ? 'DEPLOYED' : 'SCREEN',
          message: t(deployed ? 'app.failed.deployed' : 'app.failed.text'),
        }}
        retry={deployed ? () => location.reload() : reset}
      />
    </Page>
  );
}
