import type { NeededAcknowledgement, PayView } from '../core/pay-types.js';
import { html, type Content, type Html } from './html.js';
import type { Language, Words } from './words.js';

/** What somebody sent that could not be taken: shown again where it was typed, with why. */
export interface Given {
  readonly name?: string;
  readonly reason?: string;
  readonly acknowledged?: readonly string[];
  /** Field → what is wrong with it. */
  readonly wrong: Readonly<Record<string, string>>;
}
export const NOTHING_GIVEN: Given = { wrong: {} };

export interface Form {
  readonly view: PayView;
  readonly words: Words;
  /** The page's own address. */
  readonly address: string;
  /** The language chosen, to be kept. */
  readonly chosen: Language | null;
  readonly given: Given;
}

export function acceptForm({ view, words, address, chosen, given }: Form): Html {
  const needed = view.needsAcknowledgement;
  const amount = view.gross === null ? '' : words.amount(view.gross);
  const wrong = given.wrong['name'];
  return html`<form method="post" action="${address}/accept" class="accept">
    <input type="hidden" name="version" value="${view.version}" />
    ${keep(chosen)} ${needed.length > 0 && acknowledgements(needed, words, given)}
    ${field(
      'name',
      words.say('name.label'),
      words.say(needed.length > 0 ? 'name.hint.needed' : 'name.hint'),
      wrong,
      html`<input
        id="name"
        name="name"
        value="${given.name ?? ''}"
        maxlength="200"
        autocomplete="name"
        required${described('name', wrong)}
      />`,
    )}
    <button class="primary">${words.say('accept.button', { amount })}</button>
    <p class="meta">${words.say('accept.note')}</p>
  </form>`;
}

function acknowledgements(needed: readonly NeededAcknowledgement[], words: Words, given: Given): Html {
  const wrong = given.wrong['acknowledge'];
  return html`<fieldset class="soon">
    <legend>${words.say('over.heading')}</legend>
    ${wrong !== undefined && html`<p class="wrong" id="acknowledge-wrong">${wrong}</p>`}
    ${needed.map((one, index) => {
      const id = `ack-${String(index)}`;
      const ticked = given.acknowledged?.includes(one.keyId) === true;
      return html`<p>
          ${words.say('over.figures', { number: one.number, counted: one.counted ?? '?', max: one.max ?? '?' })}
        </p>
        <p class="tick">
          <input
            type="checkbox"
            id="${id}"
            name="acknowledge"
            value="${one.keyId}"
            required${ticked && html` checked`}${wrong !== undefined && html` aria-invalid="true" aria-describedby="acknowledge-wrong"`}
          /><label for="${id}">${one.text}</label>
        </p>`;
    })}
  </fieldset>`;
}

export function declineForm({ view, words, address, chosen, given }: Form): Html {
  const wrong = given.wrong['reason'];
  return html`<details class="decline" ${wrong !== undefined && html` open`}>
    <summary>${words.say('decline.summary')}</summary>
    <form method="post" action="${address}/decline">
      ${keep(chosen)}
      ${field(
        'reason',
        words.say('decline.reason'),
        words.say('decline.hint', { partner: view.partner?.name ?? view.tenant.name }),
        wrong,
        html`<textarea id="reason" name="reason" rows="3" maxlength="1000" required${described('reason', wrong)}>
${given.reason ?? ''}</textarea>`,
      )}
      <button>${words.say('decline.button', { number: view.quoteNumber })}</button>
    </form>
  </details>`;
}

export function resendForm({ view, words, address, chosen }: Form): Content {
  if (view.maskedEmail === null) return null;
  return html`<form method="post" action="${address}/resend">
    ${keep(chosen)}
    <button class="primary">${words.say('resend.button', { email: view.maskedEmail })}</button>
  </form>`;
}

function keep(chosen: Language | null): Content {
  return chosen !== null && html`<input type="hidden" name="lang" value="${chosen}" />`;
}

function field(name: string, label: string, hint: string, wrong: string | undefined, control: Html): Html {
  return html`<div class="field">
    <label for="${name}">${label}</label>
    <p class="meta" id="${name}-hint">${hint}</p>
    ${wrong !== undefined && html`<p class="wrong" id="${name}-wrong">${wrong}</p>`} ${control}
  </div>`;
}

function described(name: string, wrong: string | undefined): Html {
  return wrong === undefined
    ? html` aria-describedby="${name}-hint"`
    : html` aria-invalid="true" aria-describedby="${name}-wrong ${name}-hint"`;
}
