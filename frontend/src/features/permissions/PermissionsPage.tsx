import { Page } from '@/components/ui/Page';
import { useT } from '@/lib/i18n/useT';

export function PermissionsPage() {
  const t = useT();
  return <Page title={t('permissions.title')}>{null}</Page>;
}
