import { Page } from '@/components/ui/Page';
import { useT } from '@/lib/i18n/useT';

export function ImportsPage() {
  const t = useT();
  return <Page title={t('imports.title')}>{null}</Page>;
}
