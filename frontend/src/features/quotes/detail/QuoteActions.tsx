import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useMutation } from 'urql';
import { usePay } from '@/components/sales/pay';
import { Refused } from '@/components/sales/Refused';
import type { RefusedBy } from '@/components/sales/Refused';
import { CopyAsGraphQL } from '@/components/ui/CopyAsGraphQL';
import { CopyLink } from '@/components/ui/CopyButton';
import { LinkButton } from '@/components/ui/links';
import { Icon } from '@/components/ui/icons';
import { Popup } from '@/components/ui/Popup';
import { toast } from '@/components/ui/toasts';
import { addToBasket } from '@/lib/basket';
import { toProblem } from '@/lib/graphql/problem';
import { useT } from '@/lib/i18n/useT';
import { useMe } from '@/lib/me';
import { useFormat } from '@/lib/useFormat';
import type { QuoteDialog } from '../routes';
import type { QuoteOperation } from './actions';
import { offerOf } from './actions';
import type { QuoteDetail } from './documents';
import { PayLinkDocument, QuoteDocument } from './documents';
import { isOpen } from './isOpen';

interface QuoteActionsProps {
  subject: QuoteDetail;
  open: (dialog: QuoteDialog) => void;
}

/** What can be done with the quote now; the first of them is the next step. */
export function QuoteActions({ subject, open }: QuoteActionsProps) {
  const t = useT();
  const format = useFormat();
  const navigate = useNavigate();
  const { permissions, tenant } = useMe();
  const [refused, setRefused] = useState<RefusedBy>();
  const [{ fetching: linking }, readLink] = useMutation(PayLinkDocument);
  const { pay: goPay, paying } = usePay();
  const offer = (operation: QuoteOperation) => offerOf(operation, subject, permissions);
  const send = offer('SendQuote');
  const pay = offer('PayQuote');
  const money = format.money(subject.gross.minor, subject.gross.currency);

  const copyLink = async () => {
    const { data, error } = await readLink({ input: { id: subject.id } });
    const url = data?.readPayLink.link?.url;
    setRefused(error ? toProblem(error) : data?.readPayLink.errors[0]);
    if (!url) return;
    await navigator.clipboard.writeText(url);
    toast(t('quotes.link.copied'));
  };
  const clone = () => {
    for (const line of subject.lines) addToBasket(tenant.slug, [line.keyId], line.years);
    void navigate({ to: '/renewals/new', search: { payer: subject.payer } });
  };
  const button = (operation: QuoteOperation, dialog: QuoteDialog, text: string, first = false) => {
    const given = offer(operation);
    return given ? (
      <Button
        size="xs"
        variant={first ? 'filled' : 'default'}
        disabled={!given.allowed}
        title={given.refusal}
        onClick={() => open(dialog)}
      >
        {text}
      </Button>
    ) : null;
  };
  const link = offer('ReadPayLink');
  const over = !isOpen(subject);
  const partnerPays = subject.payer === 'PARTNER' && pay !== undefined && !over;
  const cloneButton = (first: boolean) =>
    permissions.includes('CreateQuote') ? (
      <Button size="xs" variant={first ? 'filled' : 'default'} onClick={clone}>
        {t('quotes.clone')}
      </Button>
    ) : null;
  return (
    <>
      {subject.state === 'PAID' && subject.orderId ? (
        <LinkButton size="xs" to="/billing/$id" params={{ id: subject.orderId }} search={{}}>
          {t('quotes.order')}
        </LinkButton>
      ) : null}
      {subject.state === 'VOID' ? cloneButton(true) : null}
      {partnerPays ? (
        <Button
          size="xs"
          loading={paying}
          disabled={!pay.allowed}
          title={pay.refusal}
          onClick={() => void goPay(subject.id).then(setRefused)}
        >
          {`${t('sales.pay')} · ${money}`}
        </Button>
      ) : null}
      {send && !over ? (
        <Button
          size="xs"
          variant={partnerPays ? 'default' : 'filled'}
          disabled={!send.allowed}
          title={send.refusal}
          onClick={() => open('send')}
        >
          {t(subject.sentAt ? 'quotes.sendAgain' : 'quotes.send')}
        </Button>
      ) : null}
      {over && !offer('ReviseQuote')?.allowed
        ? null
        : button('ReviseQuote', 'revise', t('quotes.revise'), over)}
      <LinkButton size="xs" variant="default" to="/quotes/$id/print" params={{ id: subject.id }}>
        {t('sales.print.view')}
      </LinkButton>
      <Popup
        label={t('ui.more')}
        width={320}
        opener={props => (
          <Button {...props} variant="default" size="xs" rightSection={<Icon name="down" size={12} />}>
            {t('ui.more')}
          </Button>
        )}
      >
        <div className="stack">
          {subject.state === 'VOID' ? null : cloneButton(false)}
          {link ? (
            <Button
              size="xs"
              variant="default"
              disabled={!link.allowed}
              title={link.refusal}
              loading={linking}
              onClick={() => void copyLink()}
            >
              {t('quotes.link.copy')}
            </Button>
          ) : null}
          {subject.linkExpiresAt ? button('RevokePayLink', 'revoke', t('quotes.link.revoke')) : null}
          {button('VoidQuote', 'void', t('quotes.void'))}
          <CopyAsGraphQL document={QuoteDocument} variables={{ id: subject.id }} />
          <CopyLink />
        </div>
      </Popup>
      {refused ? <Refused by={refused} /> : null}
    </>
  );
}
