import { Page } from '@/components/ui/Page';
import { useT } from '@/lib/i18n/useT';

export function CataloguePage() {
  const t = useT();
  return <Page title={t('catalogue.title')}>{null}</Page>;
}
