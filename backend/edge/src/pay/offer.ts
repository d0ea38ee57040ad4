import type { PayView } from '../core/pay-types.js';
import type { PriceStep, QuoteLine } from '../core/quote-types.js';
import type { Day, Money } from '../core/types.js';
import { html, type Content, type Html } from './html.js';
import type { Words } from './words.js';

/** What is offered: line by line with how its price comes about, then the totals. */
export function offer(view: PayView, words: Words, today: Day, opened: boolean): Html {
  return html`${view.note && html`<p class="note">${view.note}</p>`}
    <section aria-labelledby="what">
      <h2 id="what">${words.say('offer.heading')}</h2>
      ${view.lines.map((line) => row(line, words, today, opened))} ${totals(view, words)}
      ${view.poNumber && html`<p class="meta">${words.say('offer.po', { number: view.poNumber })}</p>`}
    </section>`;
}

function row(line: QuoteLine, words: Words, today: Day, opened: boolean): Html {
  return html`<article class="line">
    <div class="head">
      <h3>${lineTitle(line, words)}</h3>
      ${line.net && html`<p class="amount">${words.amount(line.net)}</p>`}
    </div>
    <p>${[kindOf(line, words), term(line, words)].filter(Boolean).join(' · ')}</p>
    <p class="meta">${words.say('line.key')} <code>${line.number}</code></p>
    ${line.maxExtensions !== null && html`<p class="meta">${maximum(line.maxExtensions, line.counted, words)}</p>`}
    ${line.warnings.map((warning) => html`<p class="soon">${warning.text}</p>`)} ${stops(line, words, today)}
    ${line.steps.length > 0 && derivation(line.steps, words, opened)}
  </article>`;
}

function lineTitle(line: QuoteLine, words: Words): string {
  if (line.edition === null || line.size === null) return words.say('line.unnamed');
  return words.say('line.title', {
    edition: words.say(`edition.${line.edition}`),
    size: words.count('calls', line.size),
  });
}

function kindOf(line: QuoteLine, words: Words): string {
  const years = words.count('years', line.years);
  return line.kind === null ? years : words.say(`kind.${line.kind}`, { years });
}

function term(line: QuoteLine, words: Words): string {
  if (line.from === null || line.to === null) return '';
  return words.say('line.term', { from: words.day(line.from), to: words.day(line.to) });
}

/** XP-1: on every renewal, on paper too. */
function maximum(max: number, counted: number | null, words: Words): string {
  const most = words.count('line.max', max);
  return counted === null ? most : `${most} ${words.count('line.counted', counted)}`;
}

function stops(line: QuoteLine, words: Words, today: Day): Content {
  const off = line.stops.map((stop) => html`<li>${stop.text}</li>`);
  const since = line.stopsOn !== null && line.stopsOn <= today;
  if (line.ifNotRenewed === null && off.length === 0) return null;
  return html`<div class="stops">
    ${line.ifNotRenewed !== null && html`<p>${line.ifNotRenewed}</p>`}
    ${
      off.length > 0 &&
      html`<p>
          ${line.stopsOn === null ? words.say('stops.some') : words.say(since ? 'stops.since' : 'stops.on', { day: words.day(line.stopsOn) })}
        </p>
        <ul>
          ${off}
        </ul>`
    }
  </div>`;
}

function derivation(steps: readonly PriceStep[], words: Words, opened: boolean): Html {
  return html`<details${opened && html` open`}><summary>${words.say('price.how')}</summary>
<table><thead><tr><th scope="col">${words.say('price.step')}</th><th scope="col" class="amount">${words.say('price.amount')}</th></tr></thead>
<tbody>${steps.map(
    (step) =>
      html`<tr>
        <td>${step.text}<span class="rule">${[step.rule, step.version].filter(Boolean).join(' · ')}</span></td>
        <td class="amount">${words.amount(step.amount)}</td>
      </tr>`,
  )}</tbody></table></details>`;
}

function totals(view: PayView, words: Words): Content {
  const { net, vat, gross } = view;
  if (net === null || vat === null || gross === null) return null;
  const sum = (name: string, amount: Money, last = false): Html =>
    html`<tr${last && html` class="last"`}><th scope="row">${words.say(name)}</th><td class="amount">${words.amount(amount)}</td></tr>`;
  return html`<table class="totals">
      <tbody>
        ${sum('total.net', net)}${sum('total.vat', vat)}${sum('total.gross', gross, true)}
      </tbody>
    </table>
    ${view.vatText && html`<p class="meta">${view.vatText}</p>`}`;
}
