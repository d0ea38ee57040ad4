import { Button } from '@mantine/core';
import { useMutation } from 'urql';
import { toast } from '@/components/ui/toasts';
import { toProblem } from '@/lib/graphql/problem';
import { useT } from '@/lib/i18n/useT';
import { beginViewing } from '@/lib/session/viewing';
import { ViewAsPartnerDocument } from './documents';

/** Opens the programme as this partner sees it; who looked, the audit says. */
export function ViewAs({ partner }: { partner: string }) {
  const t = useT();
  const [{ fetching }, view] = useMutation(ViewAsPartnerDocument);
  const begin = async () => {
    const { data, error } = await view({ input: { id: partner } });
    const viewing = data?.viewAsPartner.viewing;
    if (viewing) beginViewing(viewing.id);
    else toast(error ? toProblem(error).message : (data?.viewAsPartner.errors[0]?.message ?? ''));
  };
  return (
    <Button size="xs" variant="default" loading={fetching} onClick={() => void begin()}>
      {t('partners.viewAs')}
    </Button>
  );
}
