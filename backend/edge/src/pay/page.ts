import type { PaidLine, PayState, PayView } from '../core/pay-types.js';
import { query } from '../core/query.js';
import type { Day, Money } from '../core/types.js';
import { acceptForm, declineForm, resendForm, type Form, type Given } from './forms.js';
import { frame, type Files } from './frame.js';
import { html, type Content, type Html } from './html.js';
import { offer } from './offer.js';
import type { Language, Words } from './words.js';

/** How the visitor came to this page, beside what the core knows. */
export interface Visit {
  /** The page's own address: `/pay/<tenant>.<token>`. */
  readonly address: string;
  readonly words: Words;
  /** The language chosen on the page; null: the quote's. */
  readonly chosen: Language | null;
  readonly today: Day;
  /** Back from the payment provider. Says nothing about the payment: only the core's state does. */
  readonly back: boolean;
  readonly cancelled: boolean;
  readonly resent: boolean;
  /** Everything opened, nothing to press. */
  readonly print: boolean;
  readonly given: Given;
  /** Why the last thing tried was not done. */
  readonly alert: string | null;
}

/** An address that means the same in a link. */
const PLAIN_ADDRESS = /^[\w.+-]+@[\w.-]+$/;
/** States in which the offer can be accepted. */
const PAYABLE: ReadonlySet<PayState> = new Set(['VALID', 'FAILED']);
/** States that pass by themselves, and the most seconds between two looks. */
const PASSING: Readonly<Partial<Record<PayState, number>>> = { CONFIRMING: 5, PROCESSING: 60 };

export function isPayable(view: PayView): boolean {
  return PAYABLE.has(view.state);
}

/** Paid, and the receipt is not whole yet: its number is missing, or some keys are still being renewed. */
function isSettling({ state, receipt }: PayView): boolean {
  if (state !== 'PAID' || receipt === null) return false;
  return receipt.number === null || receipt.lines.some((line) => line.state === 'WAITING');
}

/** The page's address with the language chosen, and what else it is to show. */
export function pageAt(address: string, chosen: Language | null, more: Readonly<Record<string, string>> = {}): string {
  return address + query({ ...more, lang: chosen });
}

export function payPage(view: PayView, visit: Visit, files: Files): string {
  const { words, address, chosen } = visit;
  const again = PASSING[view.state];
  return frame({
    words,
    files,
    title: words.say('title.quote', { number: view.quoteNumber }),
    who: view.tenant.name,
    address,
    main: html`${head(view, visit)} ${body(view, visit)}`,
    footer: foot(view, words),
    data: {
      link: address,
      page: pageAt(address, chosen),
      state: view.state,
      ...(isPayable(view) && !visit.print ? { seen: '' } : {}),
      ...(isSettling(view) && !visit.print ? { settling: '' } : {}),
      ...(again === undefined
        ? {}
        : { poll: String(again), back: visit.back ? '1' : '', waiting: words.say('waiting.long') }),
    },
    ...(again === undefined ? {} : { again }),
  });
}

function head(view: PayView, visit: Visit): Html {
  const { words } = visit;
  const number = words.say('title.quote', { number: view.quoteNumber });
  const version = view.version > 1 ? ` · ${words.say('version', { version: view.version })}` : '';
  return html`<p class="meta">${number}${version}</p>
    <h1>${heading(view, words)}</h1>
    ${visit.alert !== null && html`<p class="late" role="alert">${visit.alert}</p>`}
    ${visit.resent && view.maskedEmail !== null && html`<p class="ok" role="status">${words.say('resent', { email: view.maskedEmail })}</p>`}`;
}

function heading(view: PayView, words: Words): string {
  if (!isPayable(view)) {
    const ended = view.state === 'EXPIRED' && view.lines.length === 0;
    return words.say(`state.${ended ? 'LINK_EXPIRED' : view.state}.heading`);
  }
  const n = new Set(view.lines.map(({ keyId }) => keyId)).size;
  return view.customerName === null
    ? words.count('heading.keys', n)
    : words.count('heading', n, { customer: view.customerName });
}

function body(view: PayView, visit: Visit): Content {
  const { words } = visit;
  const facts = {
    partner: view.partner?.name ?? view.tenant.name,
    tenant: view.tenant.name,
    until: view.validUntil === null ? '' : words.day(view.validUntil),
    email: view.maskedEmail ?? '',
  };
  const form: Form = { view, words, address: visit.address, chosen: visit.chosen, given: visit.given };
  const lead = (id: string): Html => html`<p class="lead">${words.say(id, facts)}</p>`;
  const shown = view.lines.length > 0 && offer(view, words, visit.today, visit.print);
  const { state } = view;
  switch (state) {
    case 'VALID':
    case 'FAILED':
      return [
        html`<p class="lead">
          ${words.say(view.partner === null ? 'asks.tenant' : 'asks.partner', facts)}
          ${view.validUntil !== null && words.say('valid.until', facts)}
        </p>`,
        view.failure !== null && failed(view.failure.text, words),
        view.failure === null &&
          visit.cancelled &&
          html`<p class="info" role="status">${words.say('cancelled', facts)}</p>`,
        shown,
        !visit.print && [acceptForm(form), declineForm(form)],
        printing(visit),
      ];
    case 'CONFIRMING':
    case 'PROCESSING':
      return [html`<p class="lead" role="status">${words.say(`state.${state}.text`)}</p>`, shown];
    case 'PAID':
      return [lead('state.PAID.text'), receipt(view, words), printing(visit)];
    case 'SUPERSEDED':
    case 'EXPIRED':
      return [
        state === 'EXPIRED' && view.validUntil !== null && lead('state.EXPIRED.until'),
        view.maskedEmail === null ? lead('ask.partner') : [lead('state.resend.text'), resendForm(form)],
        shown,
      ];
    case 'DECLINED':
    case 'VOID':
      return lead(`state.${state}.text`);
  }
}

/** Of a payment that is over, and of a card that was declined while the session stays open. */
function failed(reason: string, words: Words): Html {
  return html`<div class="late" role="alert">
    <p>${words.say('failed')} ${reason}</p>
    <p>${words.say('failed.do')}</p>
  </div>`;
}

function receipt(view: PayView, words: Words): Content {
  if (view.receipt === null) return null;
  const { number, issuedOn, gross, lines } = view.receipt;
  const { net, vat } = view;
  const total = (name: string, amount: Money): Html =>
    html`<tr>
      <th scope="row">${words.say(name)}</th>
      <td class="amount">${words.amount(amount)}</td>
    </tr>`;
  const heading = number === null ? words.say('receipt.heading.none') : words.say('receipt.heading', { number });
  return html`<section aria-labelledby="receipt" class="receipt">
    <h2 id="receipt">${heading}</h2>
    ${issuedOn !== null && html`<p>${words.say('receipt.issued', { day: words.day(issuedOn) })}</p>`}
    ${view.customerName !== null && html`<p>${view.customerName}</p>`}
    ${view.poNumber && html`<p class="meta">${words.say('offer.po', { number: view.poNumber })}</p>`}
    <ul>
      ${lines.map((line) => html`<li>${became(line, view, words)}</li>`)}
    </ul>
    <table class="totals">
      <tbody>
        ${net !== null && total('total.net', net)}${vat !== null && total('total.vat', vat)}
        <tr class="last">
          <th scope="row">${words.say('receipt.paid')}</th>
          <td class="amount">${words.amount(gross)}</td>
        </tr>
      </tbody>
    </table>
    ${view.vatText && html`<p class="meta">${view.vatText}</p>`}
  </section>`;
}

function became({ number, to, state }: PaidLine, view: PayView, words: Words): string {
  if (state === 'CREDITED') return words.say('receipt.credited', { number, tenant: view.tenant.name });
  if (state === 'WAITING' || to === null) return words.say('receipt.waiting', { number });
  return words.say('receipt.line', { number, day: words.day(to) });
}

function printing({ address, chosen, print, words }: Visit): Html {
  return print
    ? html`<p class="no-print">
        <a href="${pageAt(address, chosen)}">${words.say('print.back')}</a>
        <button type="button" data-print hidden>${words.say('print.button')}</button>
      </p>`
    : html`<p class="no-print">
        <a href="${pageAt(address, chosen, { view: 'print' })}">${words.say('print.link')}</a>
      </p>`;
}

function foot({ partner, seller }: PayView, words: Words): Html {
  const mail = (email: string): Html =>
    PLAIN_ADDRESS.test(email) ? html` · <a href="mailto:${email}">${email}</a>` : html` · ${email}`;
  const who = seller === null ? [] : [seller.name, seller.address, words.country(seller.country)];
  if (seller?.vatId) who.push(words.say('seller.vat', { number: seller.vatId }));
  return html`${
      partner !== null &&
      html`<section aria-labelledby="ask">
        <h2 id="ask">${words.say('ask.heading')}</h2>
        <p>${partner.name}${partner.email !== null && mail(partner.email)}</p>
      </section>`
    }
    ${who.length > 0 && html`<p class="meta">${who.join(' · ')}</p>`}
    <p class="meta">${words.say('charged.once')}</p>`;
}

/** On the way to the provider: forms of ours may only lead to us, so the page goes on by itself. */
export function goingPage(url: string, words: Words, files: Files): string {
  return frame({
    words,
    files,
    title: words.say('going.heading'),
    who: 'Tessera',
    address: null,
    onwards: url,
    main: html`<h1>${words.say('going.heading')}</h1>
      <p>${words.say('going.text')}</p>
      <p><a class="button primary" href="${url}" rel="noreferrer">${words.say('going.link')}</a></p>`,
  });
}
