import { Page } from '@/components/ui/Page';
import { useT } from '@/lib/i18n/useT';

export function HomePage() {
  const t = useT();
  return <Page title={t('app.nav.home')}>{null}</Page>;
}
