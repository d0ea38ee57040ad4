/** The hosted payment page, as HTML without script and without anything from elsewhere. */
import { createHash } from 'node:crypto';
import { cards, ibans } from './cards.mjs';
import { languages } from './texts.mjs';

/** @typedef {import('./texts.mjs').Texts} Texts */
/** @typedef {Record<string, string>} Values what was typed, by field */

/**
 * @typedef {object} View
 * @property {any} session
 * @property {any[]} items
 * @property {string} seller
 * @property {string} language
 */

const style = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; --line: #ccd1da; --ink: #1b2430; --quiet: #566072;
  --paper: #fff; --ground: #f4f5f8; --mark: #2f5fd0; --on-mark: #fff; --warn: #fff4d6; --warn-ink: #5a4300; --bad: #a3161d; }
@media (prefers-color-scheme: dark) { :root { --line: #3f4858; --ink: #e8ebf0; --quiet: #a5aebd; --paper: #1d222b;
  --ground: #14181f; --mark: #8fb0ff; --on-mark: #10151d; --warn: #3a3110; --warn-ink: #ffe6a0; --bad: #ff9a9a; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); }
main { max-width: 30rem; margin: 0 auto; padding: 1rem 1rem 3rem; display: grid; gap: 1rem; }
.notice { background: var(--warn); color: var(--warn-ink); padding: .75rem 1rem; border-radius: .5rem; margin: 0; }
section { background: var(--paper); border: 1px solid var(--line); border-radius: .5rem; padding: 1rem; min-width: 0; }
h1 { font-size: 1.75rem; margin: 0; font-variant-numeric: tabular-nums; }
h2 { font-size: 1rem; margin: 0 0 .5rem; }
p { margin: 0 0 .75rem; }
.quiet { color: var(--quiet); }
dl { display: grid; grid-template-columns: 1fr auto; gap: .375rem 1rem; margin: .75rem 0 0; }
dt { overflow-wrap: anywhere; } dd { margin: 0; text-align: end; font-variant-numeric: tabular-nums; }
.total { border-top: 1px solid var(--line); padding-top: .375rem; font-weight: 600; }
nav ul { list-style: none; padding: 0; margin: 0 0 1rem; display: flex; flex-wrap: wrap; gap: .5rem; }
nav a { display: block; padding: .5rem .75rem; min-height: 2.75rem; border: 1px solid var(--line); border-radius: .375rem; color: inherit; text-decoration: none; }
nav a[aria-current] { border-color: var(--mark); box-shadow: inset 0 0 0 1px var(--mark); font-weight: 600; }
label { display: block; margin-bottom: .75rem; }
input { display: block; width: 100%; min-height: 2.75rem; font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--quiet); border-radius: .375rem; padding: .5rem .75rem; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: .75rem; align-items: end; }
.bad { color: var(--bad); font-weight: 600; }
input[aria-invalid] { border-color: var(--bad); }
button { font: inherit; min-height: 2.75rem; border-radius: .375rem; cursor: pointer; padding: .5rem .75rem; border: 1px solid var(--line); background: transparent; color: inherit; width: 100%; text-align: start; }
button.main { background: var(--mark); color: var(--on-mark); border-color: var(--mark); font-weight: 600; text-align: center; }
:focus-visible { outline: 3px solid var(--mark); outline-offset: 2px; }
details ul { list-style: none; padding: 0; margin: .75rem 0 0; display: grid; gap: .5rem; }
summary { min-height: 2.75rem; padding: .5rem 0; cursor: pointer; }
button span { display: block; } .mono { font-variant-numeric: tabular-nums; }
a { color: var(--mark); }
.stack { display: grid; gap: .75rem; }
`;

const styleHash = createHash('sha256').update(style).digest('base64');

/** @param {(string | null)[]} targets where a form's answer leads, which Chromium holds against form-action */
export function pagePolicy(targets) {
  const origins = targets.flatMap((target) => (target ? [new URL(target).origin] : []));
  const allowed = ["'self'", ...new Set(origins)].join(' ');
  return `default-src 'none'; style-src 'sha256-${styleHash}'; form-action ${allowed}; frame-ancestors 'none'; base-uri 'none'`;
}

/**
 * @param {View} view
 * @param {{ method: 'card' | 'sepa_debit', values?: Values, errors?: Values, failure?: string | undefined }} form
 *   errors: texts by field; failure: why the last try did not work
 */
export function paymentPage(view, { method, values = {}, errors = {}, failure }) {
  const { session, language } = view;
  const say = textsOf(language);
  const amount = money(session.amount_total, session.currency, language);
  const fields = method === 'card' ? cardFields(say, values, errors) : ibanFields(say, values, errors);
  return page(
    view,
    `${say.payAmount.replace('{amount}', amount)}`,
    `${summary(view, say)}
<section aria-label="${escape(say.how)}">
${methodChoice(session, method, say)}
${failure ? `<p class="bad" role="alert">${escape(failure)}</p>` : ''}
<form method="post" action="/c/pay/${escape(session.id)}" novalidate>
<input type="hidden" name="method" value="${method}">
${field('email', say.email, values['email'] ?? session.customer_email ?? 'buyer@example.com', errors['email'], 'type="email" autocomplete="email"')}
${fields}
${field('name', say.name, values['name'] ?? 'A Buyer', errors['name'], 'autocomplete="name"')}
<button class="main" name="press" value="pay">${escape(say.payAmount.replace('{amount}', amount))}</button>
${testChoices(method, say)}
</form>
</section>
${session.cancel_url ? `<p><a href="${escape(session.cancel_url)}">${escape(say.back)}</a></p>` : ''}`,
  );
}

/** The bank's page of 3-D Secure. @param {View} view */
export function confirmPage(view) {
  const { session, language, seller } = view;
  const say = textsOf(language);
  const amount = money(session.amount_total, session.currency, language);
  return page(
    view,
    say.confirmTitle,
    `<section>
<h1>${escape(say.confirmTitle)}</h1>
<p>${escape(say.confirmHint.replace('{amount}', amount).replace('{seller}', seller))}</p>
<form method="post" action="/c/pay/${escape(session.id)}/confirm" class="stack">
<button class="main" name="answer" value="confirm">${escape(say.confirm)}</button>
<button name="answer" value="refuse">${escape(say.refuse)}</button>
</form>
</section>`,
  );
}

/**
 * @param {View} view
 * @param {{ title: string, hint: string, link?: { url: string | null, text: string } }} message
 */
export function messagePage(view, { title, hint, link }) {
  const way = link?.url ? `<p><a href="${escape(link.url)}">${escape(link.text)}</a></p>` : '';
  return page(view, title, `<section><h1>${escape(title)}</h1><p>${escape(hint)}</p>${way}</section>`);
}

/**
 * @param {number} minor
 * @param {string} currency
 * @param {string} language
 */
export function money(minor, currency, language) {
  return new Intl.NumberFormat(language, { style: 'currency', currency: currency.toUpperCase() }).format(minor / 100);
}

/** @param {string} language @returns {Texts} */
export function textsOf(language) {
  return /** @type {Texts} */ (languages[language]);
}

/**
 * @param {View} view
 * @param {Texts} say
 */
function summary({ session, items, seller, language }, say) {
  const rows = items.map((item) => {
    const times = item.quantity > 1 ? ` <span class="quiet">${escape(say.quantity)} ${item.quantity}</span>` : '';
    return `<dt>${escape(item.description)}${times}</dt><dd>${escape(money(item.amount_total, item.currency, language))}</dd>`;
  });
  const total = money(session.amount_total, session.currency, language);
  return `<section>
<h1>${escape(total)}</h1>
<p class="quiet">${escape(say.to.replace('{seller}', seller))}</p>
<dl>${rows.join('\n')}
<dt class="total">${escape(say.total)}</dt><dd class="total">${escape(total)}</dd></dl>
</section>`;
}

/**
 * @param {any} session
 * @param {string} method
 * @param {Texts} say
 */
function methodChoice(session, method, say) {
  if (session.payment_method_types.length < 2) return '';
  const names = { card: say.card, sepa_debit: say.sepa };
  const links = session.payment_method_types.map((/** @type {'card' | 'sepa_debit'} */ type) => {
    const current = type === method ? ' aria-current="page"' : '';
    return `<li><a href="/c/pay/${escape(session.id)}?method=${type}"${current}>${escape(names[type])}</a></li>`;
  });
  return `<nav aria-label="${escape(say.how)}"><ul>${links.join('')}</ul></nav>`;
}

/**
 * @param {Texts} say
 * @param {Values} values
 * @param {Values} errors
 */
function cardFields(say, values, errors) {
  const number = values['number'] ?? '4242 4242 4242 4242';
  return `${field('number', say.number, number, errors['number'], 'inputmode="numeric" autocomplete="cc-number"')}
<div class="pair">
${field('expiry', say.expiry, values['expiry'] ?? '12/34', errors['expiry'], 'inputmode="numeric" autocomplete="cc-exp"')}
${field('cvc', say.cvc, values['cvc'] ?? '123', errors['cvc'], 'inputmode="numeric" autocomplete="cc-csc"')}
</div>`;
}

/**
 * @param {Texts} say
 * @param {Values} values
 * @param {Values} errors
 */
function ibanFields(say, values, errors) {
  const iban = values['iban'] ?? ibans[0]?.iban ?? '';
  return `${field('iban', say.iban, iban, errors['iban'], 'autocomplete="off"')}<p class="quiet">${escape(say.mandate)}</p>`;
}

/**
 * @param {string} name
 * @param {string} label
 * @param {string} value
 * @param {string | undefined} error
 * @param {string} attributes
 */
function field(name, label, value, error, attributes) {
  const told = error ? `<span class="bad" id="${name}-error">${escape(error)}</span>` : '';
  const state = error ? ` aria-invalid="true" aria-describedby="${name}-error"` : '';
  return `<label>${escape(label)}<input name="${name}" value="${escape(value)}" ${attributes}${state}>${told}</label>`;
}

/**
 * @param {string} method
 * @param {Texts} say
 */
function testChoices(method, say) {
  const does = (/** @type {string} */ what) =>
    escape(/** @type {Record<string, string>} */ (say)[`does_${what}`] ?? what);
  const choices =
    method === 'card'
      ? cards.flatMap((card) => {
          const what = meaning(card);
          return what
            ? [{ value: card.number, shown: card.number.replace(/(.{4})(?=.)/g, '$1 '), what: does(what) }]
            : [];
        })
      : ibans.map((entry) => ({ value: entry.iban, shown: entry.iban, what: does(entry.does) }));
  const rows = choices.map(
    ({ value, shown, what }) =>
      `<li><button name="use" value="${escape(value)}"><span class="mono">${escape(shown)}</span><span class="quiet">${what}</span></button></li>`,
  );
  const title = method === 'card' ? say.testCards : say.testAccounts;
  return `<details><summary>${escape(title)}</summary><ul>${rows.join('\n')}</ul></details>`;
}

/** The ones worth showing. @param {import('./cards.mjs').Card} card */
function meaning(card) {
  if (card.isDisputed) return 'disputed';
  if (card.refund === 'fails') return 'refund_fails';
  if (card.number === '4242424242424242') return 'pays';
  if (card.does === 'authenticates') return 'authenticates';
  if (card.declineCode === 'insufficient_funds') return 'insufficient_funds';
  return card.declineCode === 'generic_decline' ? 'declines' : undefined;
}

/**
 * @param {View} view
 * @param {string} title
 * @param {string} content already HTML
 */
function page({ language }, title, content) {
  const say = textsOf(language);
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escape(title)} – ${escape(say.sandbox)}</title>
<style>${style}</style>
</head>
<body>
<main>
<p class="notice"><strong>${escape(say.sandbox)}.</strong> ${escape(say.notice)}</p>
${content}
</main>
</body>
</html>
`;
}

/** @param {string} text */
function escape(text) {
  /** @type {Record<string, string>} */
  const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
