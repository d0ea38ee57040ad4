import { Checkbox, CloseButton, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useDryThenDo } from '@/components/sales/dry/useDryThenDo';
import { FormDialog } from '@/components/sales/forms/FormDialog';
import { Lines, useLineTitle } from '@/components/sales/Lines';
import type { SalesPreview } from '@/components/sales/lines';
import { Totals } from '@/components/sales/Totals';
import { CopyAsGraphQL } from '@/components/ui/CopyAsGraphQL';
import { KeyNumber } from '@/components/ui/KeyNumber';
import { MoneyText } from '@/components/ui/MoneyText';
import { toast } from '@/components/ui/toasts';
import { useBasket } from '@/lib/basket';
import { useT } from '@/lib/i18n/useT';
import { useMe } from '@/lib/me';
import { useFormat } from '@/lib/useFormat';
import { Conflict } from './Conflict';
import type { QuoteDetail } from '../documents';
import { ReviseQuoteDocument } from '../documents';
import classes from '../Revise.module.css';

interface ReviseDialogProps {
  subject: QuoteDetail;
  close: () => void;
  again: () => void;
}

/** Another version of the quote: the old one is kept, its link shows the new one; nothing changes before it was previewed. */
export default function ReviseDialog({ subject, close, again }: ReviseDialogProps) {
  const t = useT();
  const format = useFormat();
  const lineTitle = useLineTitle();
  const { tenant } = useMe();
  const { lines } = subject;
  const [wanted, setWanted] = useState(() => new Map(lines.map(line => [line.keyId, line.years] as const)));
  const [poNumber, setPoNumber] = useState(subject.poNumber ?? '');
  const [note, setNote] = useState(subject.note ?? '');
  const [opened, setOpened] = useState(subject);
  const basket = useBasket(tenant.slug).filter(line => !lines.some(own => own.keyId === line.keyId));
  const withBasket = basket.length > 0 && basket.every(line => wanted.has(line.keyId));

  const input = {
    id: subject.id,
    lines: [...wanted].map(([keyId, years]) => ({ keyId, years })),
    poNumber: poNumber.trim() || null,
    note: note.trim() || null,
    expectedVersion: opened.rowVersion,
  };
  const asked = useDryThenDo({
    document: ReviseQuoteDocument,
    input,
    errorsOf: data => data.reviseQuote.errors,
    wouldOf: (data): SalesPreview | undefined => data.reviseQuote.preview ?? undefined,
    done: () => {
      toast(t('quotes.revised', { number: subject.number }));
      again();
      close();
    },
    refuse: by => {
      if (by.code === 'VERSION_CONFLICT') again();
    },
  });
  const { would: previewed, refused, busy } = asked;
  const change = (next: ReadonlyMap<string, number>) => {
    setWanted(new Map(next));
    asked.change();
  };
  const shown = previewed?.lines ?? [];
  const good = previewed !== undefined && shown.length > 0 && shown.every(line => !line.refusal);
  return (
    <FormDialog
      title={`${t('quotes.revise')} · ${subject.number}`}
      size={760}
      verb={
        good
          ? `${t('quotes.revise.do', { version: subject.version + 1 })} · ${format.money(previewed.gross.minor, previewed.gross.currency)}`
          : t('sales.preview')
      }
      busy={busy}
      aside={previewed ? <CopyAsGraphQL {...asked.operation} /> : null}
      submit={() => {
        void asked.ask(!good);
      }}
      close={close}
    >
      <ul>
        {lines
          .filter(line => wanted.has(line.keyId))
          .map(line => {
            const number = line.number ?? line.keyId;
            return (
              <li key={line.keyId} className={classes.line}>
                <span>
                  <KeyNumber number={number} /> <span className="muted">{line.customer?.name}</span>
                  <br />
                  <span className="meta">{lineTitle(line)}</span>
                </span>
                <span className="row">
                  <NativeSelect
                    size="xs"
                    aria-label={t('quotes.yearsOf', { number })}
                    value={String(wanted.get(line.keyId) ?? 1)}
                    onChange={event =>
                      change(new Map(wanted).set(line.keyId, Number(event.currentTarget.value)))
                    }
                    data={[1, 2, 3, 4, 5].map(years => ({
                      value: String(years),
                      label: t('sales.years', { years }),
                    }))}
                  />
                  <CloseButton
                    size="sm"
                    aria-label={t('quotes.takeOut', { number })}
                    disabled={wanted.size === 1}
                    onClick={() => change(new Map([...wanted].filter(([id]) => id !== line.keyId)))}
                  />
                </span>
              </li>
            );
          })}
      </ul>
      {basket.length > 0 ? (
        <Checkbox
          size="xs"
          label={t('quotes.revise.basket', { count: basket.length })}
          checked={withBasket}
          onChange={event => {
            const next = new Map(wanted);
            for (const line of basket) {
              if (event.currentTarget.checked) next.set(line.keyId, line.years);
              else next.delete(line.keyId);
            }
            change(next);
          }}
        />
      ) : null}
      <TextInput
        label={t('sales.po')}
        maxLength={100}
        value={poNumber}
        onChange={event => {
          setPoNumber(event.currentTarget.value);
          asked.change();
        }}
      />
      <Textarea
        label={t('sales.note')}
        rows={2}
        maxLength={2000}
        value={note}
        onChange={event => {
          setNote(event.currentTarget.value);
          asked.change();
        }}
      />
      {refused ? (
        <Conflict
          by={refused}
          before={opened}
          now={subject}
          goOn={() => {
            setOpened(subject);
            asked.forgive();
          }}
        />
      ) : null}
      {previewed ? (
        <section className={classes.preview} aria-label={t('quotes.revise.preview')} role="status">
          <p>
            {t('sales.gross')}: <MoneyText money={subject.gross} /> →{' '}
            <strong>
              <MoneyText money={previewed.gross} />
            </strong>
          </p>
          <Lines lines={shown} />
          <Totals net={previewed.net} vat={previewed.vat} gross={previewed.gross} legal={previewed.vatText} />
        </section>
      ) : (
        <p className="muted">{t('quotes.revise.what')}</p>
      )}
    </FormDialog>
  );
}
