import { Button, CloseButton, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { Acknowledge } from '@/components/sales/Acknowledge';
import { Lines } from '@/components/sales/Lines';
import type { SalesLine } from '@/components/sales/lines';
import { marginOf } from '@/components/sales/lines';
import type { RefusedBy } from '@/components/sales/Refused';
import { Refused } from '@/components/sales/Refused';
import { Totals } from '@/components/sales/Totals';
import { DateText } from '@/components/ui/DateText';
import { Skeleton } from '@/components/ui/Skeleton';
import { noteSeen, removeFromBasket, setYears } from '@/lib/basket';
import { T, useT } from '@/lib/i18n/useT';
import { useMay, useMe } from '@/lib/me';
import { useFormat } from '@/lib/useFormat';
import classes from './Basket.module.css';
import type { Group, Moved } from './groups';
import { pricesToNote } from './groups';
import type { MadeQuote } from './make/Made';
import { PayNow } from './make/PayNow';
import type { Ask, Previewed } from './usePreviews';

interface Terms {
  poNumber: string;
  note: string;
}

interface BasketGroupProps {
  group: Group;
  ask: Ask;
  previewed: Previewed | undefined;
  moved: readonly Moved[];
  terms: Terms;
  onTerms: (change: Partial<Terms>) => void;
  busy: boolean;
  refused: RefusedBy | undefined;
  again: () => void;
  make: () => Promise<MadeQuote | undefined>;
}

const YEARS = [1, 2, 3, 4, 5] as const;

/** One quote to be: its lines, what they come to, and the way to make it. */
export function BasketGroup(props: BasketGroupProps) {
  const { group, ask, previewed, moved, terms, onTerms, busy, refused, again, make } = props;
  const t = useT();
  const format = useFormat();
  const navigate = useNavigate();
  const { tenant } = useMe();
  const mayMake = useMay('CreateQuote');
  const { preview, lines = [] } = previewed ?? {};
  const bad = lines.filter(line => line.refusal);
  const waiting = lines.filter(line => line.acknowledgement === 'REQUIRED');
  const ready = preview !== undefined && bad.length === 0 && moved.length === 0;
  const send = async () => {
    const quote = await make();
    if (quote) void navigate({ to: '/quotes/$id', params: { id: quote.id }, search: { open: 'send' } });
  };
  const note = () => noteSeen(tenant.slug, pricesToNote(group.lines, lines, ask.payer, true));
  const title = group.name === '' ? t('renewals.nobody') : group.name;
  return (
    <section className="card stack" aria-label={`${title} · ${group.currency}`}>
      <div className="page-head">
        <h2>
          {title} <span className="muted">· {group.currency}</span>
        </h2>
        {preview ? (
          <span className="muted">
            <T id="renewals.valid" values={{ day: <DateText day={preview.validUntil} plain /> }} />
          </span>
        ) : null}
      </div>
      <PricesMoved moved={moved} note={note} />
      {previewed === undefined ? <Skeleton height={64} rows={group.lines.length} /> : null}
      <Lines
        lines={lines}
        oneCustomer={ask.payer === 'CUSTOMER'}
        control={line => <LineControl line={line} />}
        below={line =>
          line.acknowledgement !== 'REQUIRED' ? null : ask.payer === 'PARTNER' ? (
            <Acknowledge line={line} onDone={again} />
          ) : (
            <p className="muted">{t('sales.acknowledge.customer')}</p>
          )
        }
      />
      {previewed?.refused ? (
        <Refused by={previewed.refused}>
          <Button size="xs" variant="default" onClick={again}>
            {t('ui.retry')}
          </Button>
        </Refused>
      ) : null}
      {bad.length > 0 ? (
        <div>
          <Button
            size="xs"
            variant="default"
            onClick={() =>
              removeFromBasket(
                tenant.slug,
                bad.map(line => line.keyId),
              )
            }
          >
            {t('renewals.removeRefused', { count: bad.length })}
          </Button>
        </div>
      ) : null}
      {preview ? (
        <Totals
          net={preview.net}
          vat={preview.vat}
          gross={preview.gross}
          legal={preview.vatText}
          margin={marginOf(lines)}
        />
      ) : null}
      {mayMake ? (
        <>
          <div className={classes.terms}>
            <TextInput
              size="xs"
              label={t('sales.po')}
              maxLength={100}
              value={terms.poNumber}
              onChange={event => onTerms({ poNumber: event.currentTarget.value })}
            />
            <Textarea
              size="xs"
              label={t('sales.note')}
              maxLength={2000}
              rows={1}
              value={terms.note}
              onChange={event => onTerms({ note: event.currentTarget.value })}
            />
          </div>
          {refused ? <Refused by={refused} /> : null}
          <div className="row">
            <Button
              size="sm"
              disabled={!ready}
              loading={busy}
              onClick={() => void (ask.payer === 'CUSTOMER' ? send() : make())}
            >
              {t(ask.payer === 'CUSTOMER' ? 'renewals.makeAndSend' : 'renewals.make')}
              {preview ? ` · ${format.money(preview.gross.minor, preview.gross.currency)}` : ''}
            </Button>
            {ask.payer === 'CUSTOMER' ? (
              <Button variant="default" disabled={!ready || busy} onClick={() => void make()}>
                {t('renewals.makeOnly')}
              </Button>
            ) : (
              <PayNow gross={preview?.gross} disabled={!ready || busy || waiting.length > 0} make={make} />
            )}
          </div>
        </>
      ) : (
        <p className="muted">{t('renewals.mayNot')}</p>
      )}
    </section>
  );
}

function LineControl({ line }: { line: SalesLine }) {
  const t = useT();
  const { tenant } = useMe();
  const number = line.number ?? line.keyId;
  return (
    <>
      <NativeSelect
        size="xs"
        aria-label={t('renewals.yearsOf', { number })}
        value={String(line.years)}
        onChange={event => setYears(tenant.slug, line.keyId, Number(event.currentTarget.value))}
        data={[...new Set([...YEARS, line.years])].map(years => ({
          value: String(years),
          label: t('sales.years', { years }),
        }))}
      />
      <CloseButton
        size="sm"
        aria-label={t('renewals.remove', { number })}
        title={t('renewals.remove', { number })}
        onClick={() => removeFromBasket(tenant.slug, [line.keyId])}
      />
    </>
  );
}

/** Prices are never changed under somebody's eyes: what was, what is, and the reader's word that they have seen it. */
function PricesMoved({ moved, note }: { moved: readonly Moved[]; note: () => void }) {
  const t = useT();
  const format = useFormat();
  if (moved.length === 0) return null;
  return (
    <div className={classes.moved} role="status">
      <p>{t('renewals.moved', { count: moved.length })}</p>
      <ul>
        {moved.map(({ keyId, number, before, now }) => (
          <li key={keyId} className="numeric">
            {number}: <del>{format.money(before.minor, before.currency)}</del> →{' '}
            <strong>{format.money(now.minor, now.currency)}</strong>
          </li>
        ))}
      </ul>
      <Button size="xs" variant="default" onClick={note}>
        {t('renewals.moved.use')}
      </Button>
    </div>
  );
}
