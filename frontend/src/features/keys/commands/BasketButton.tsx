import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { addToBasket } from '@/lib/basket';
import { useT } from '@/lib/i18n/useT';
import { useMay, useMe } from '@/lib/me';
import { useFormat } from '@/lib/useFormat';
import type { KeyDetail } from '../detail/documents';

interface BasketButtonProps {
  subject: KeyDetail;
  /** There is no other way to renew the key here: this is the page's first button. */
  first: boolean;
}

/** Into the basket: quoted to the customer or bought by the partner, priced there. Only what has a price can go. */
export function BasketButton({ subject, first }: BasketButtonProps) {
  const t = useT();
  const format = useFormat();
  const navigate = useNavigate();
  const { tenant } = useMe();
  const may = useMay('CreateQuote');
  const price = subject.renewalPrice;
  if (!may || !price || subject.status === 'CLOSED') return null;
  const go = () => {
    addToBasket(tenant.slug, [subject.id]);
    void navigate({ to: '/renewals/new', search: {} });
  };
  return (
    <Button size="xs" variant={first ? 'filled' : 'default'} onClick={go}>
      {first ? `${t('keys.do.renew')} · ${format.money(price.minor, price.currency)}` : t('keys.quote')}
    </Button>
  );
}
