import type { JoinPage } from '../core/joining/types.js';
import { countryChoices } from './countries.js';
import { frame, notice, type Files } from './frame.js';
import { html, type Html } from './html.js';
import { LANGUAGES, NATIVE, type Words } from './words.js';

/** What a reseller is asked for, in the order of the page. */
export const FIELDS = ['company', 'country', 'vatId', 'city', 'contact', 'email', 'language'] as const;
type Field = (typeof FIELDS)[number];

/** A form with what was typed, and what of it could not be taken. */
export interface JoinGiven {
  /** The signed token of the page. */
  readonly form: string;
  readonly values: Readonly<Record<string, string>>;
  readonly wrong: Readonly<Record<string, string>>;
  readonly alert: string | null;
}

export function joinPage(programme: JoinPage, words: Words, files: Files, given: JoinGiven): string {
  const address = `/join/${programme.tenant}`;
  const text = (name: Field, autocomplete: string, more: Html | null = null): Html =>
    field(
      name,
      words,
      given,
      (described) =>
        html`<input
          id="${name}"
          name="${name}"
          value="${given.values[name] ?? ''}"
          maxlength="254"
          autocomplete="${autocomplete}"
          ${more}${described}
        />`,
    );
  const select = (name: Field, choices: readonly (readonly [value: string, label: string])[], chosen: string): Html =>
    field(
      name,
      words,
      given,
      (described) =>
        html`<select id="${name}" name="${name}" required${described}>
          ${choices.map(([value, label]) => html`<option value="${value}" ${value === chosen && html` selected`}>${label}</option>`)}
        </select>`,
    );
  const countries = [['', words.say('join.country.choose')] as const, ...countryChoices(words.language)];
  const languages = LANGUAGES.map((language) => [language, NATIVE[language]] as const);
  const required = html` required`;
  return frame({
    words,
    files,
    title: words.say('join.title', { tenant: programme.name }),
    who: programme.name,
    address,
    main: html`<h1>${words.say('join.title', { tenant: programme.name })}</h1>
      <p class="lead">${words.say('join.lead', { tenant: programme.name })}</p>
      ${given.alert !== null && html`<p class="late" role="alert">${given.alert}</p>`}
      <form method="post" action="${address}" class="accept">
        <input type="hidden" name="form" value="${given.form}" />
        <input type="hidden" name="lang" value="${words.language}" />
        ${text('company', 'organization', required)} ${select('country', countries, given.values['country'] ?? '')}
        ${text('vatId', 'off', required)} ${text('city', 'address-level2')} ${text('contact', 'name', required)}
        ${text('email', 'email', html` required inputmode="email"`)}
        ${select('language', languages, given.values['language'] ?? words.language)}
        <div class="away" aria-hidden="true">
          <label for="website">Website</label>
          <input id="website" name="website" tabindex="-1" autocomplete="off" />
        </div>
        <button class="primary">${words.say('join.button')}</button>
        <p class="meta">${words.say('join.note', { tenant: programme.name })}</p>
      </form>`,
  });
}

/** The same page whoever asked: it tells nobody who is a partner already. */
export function receivedPage(programme: JoinPage, words: Words, files: Files): string {
  return notice(
    words,
    files,
    'join.received',
    html`<p>${words.say('join.received.next', { tenant: programme.name })}</p>`,
  );
}

function field(name: Field, words: Words, given: JoinGiven, control: (described: Html) => Html): Html {
  const wrong = given.wrong[name];
  const described =
    wrong === undefined
      ? html` aria-describedby="${name}-hint"`
      : html` aria-invalid="true" aria-describedby="${name}-wrong ${name}-hint"`;
  return html`<div class="field">
    <label for="${name}">${words.say(`join.${name}`)}</label>
    <p class="meta" id="${name}-hint">${words.say(`join.${name}.hint`)}</p>
    ${wrong !== undefined && html`<p class="wrong" id="${name}-wrong">${wrong}</p>`} ${control(described)}
  </div>`;
}
