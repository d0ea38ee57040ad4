import { Page } from '@/components/ui/Page';
import { useT } from '@/lib/i18n/useT';

export function CustomersPage() {
  const t = useT();
  return <Page title={t('customers.title')}>{null}</Page>;
}
