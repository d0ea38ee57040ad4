import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { usePay } from '@/components/sales/pay';
import type { Amount } from '@/components/ui/MoneyText';
import { useT } from '@/lib/i18n/useT';
import { useMay } from '@/lib/me';
import { useFormat } from '@/lib/useFormat';
import type { MadeQuote } from './Made';

interface PayNowProps {
  gross: Amount | undefined;
  disabled: boolean;
  make: () => Promise<MadeQuote | undefined>;
}

/** The quote is made and paid in one go: on to the payment page, and back to the quote, which waits for the payment's message. */
export function PayNow({ gross, disabled, make }: PayNowProps) {
  const t = useT();
  const format = useFormat();
  const { pay } = usePay();
  const navigate = useNavigate();
  if (!useMay('PayQuote')) return null;
  const makeAndPay = async () => {
    const quote = await make();
    if (!quote) return;
    // Made but not to be paid now: the quote's page says why and offers it again.
    if (await pay(quote.id)) void navigate({ to: '/quotes/$id', params: { id: quote.id }, search: {} });
  };
  return (
    <Button variant="default" disabled={disabled} onClick={() => void makeAndPay()}>
      {t('sales.pay')}
      {gross ? ` · ${format.money(gross.minor, gross.currency)}` : ''}
    </Button>
  );
}
