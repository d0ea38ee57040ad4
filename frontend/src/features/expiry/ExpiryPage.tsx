import { Page } from '@/components/ui/Page';
import { useT } from '@/lib/i18n/useT';

export function ExpiryPage() {
  const t = useT();
  return <Page title={t('expiry.title')}>{null}</Page>;
}
