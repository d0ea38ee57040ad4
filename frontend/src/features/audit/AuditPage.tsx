import { Page } from '@/components/ui/Page';
import { useT } from '@/lib/i18n/useT';

export function AuditPage() {
  const t = useT();
  return <Page title={t('audit.title')}>{null}</Page>;
}
