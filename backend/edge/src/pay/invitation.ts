import type { InvitationView } from '../core/joining/types.js';
import { query } from '../core/query.js';
import { frame, type Files } from './frame.js';
import { html, type Content } from './html.js';
import type { Words } from './words.js';

export interface InvitationVisit {
  /** The page's own address. */
  readonly address: string;
  /** Who is signed in; null: nobody. */
  readonly person: { readonly name: string; readonly login: string } | null;
  /** Why the last thing tried was not done. */
  readonly alert: string | null;
}

export function invitationPage(view: InvitationView, visit: InvitationVisit, words: Words, files: Files): string {
  const open = view.state === 'OPEN';
  const facts = {
    partner: view.organisation,
    tenant: view.tenantName,
    role: words.say(`role.${view.role}`),
    by: view.invitedBy,
    email: view.maskedEmail,
    until: words.day(view.expiresOn),
  };
  const title = words.say(open ? 'invitation.title' : `invitation.${view.state}.title`, facts);
  return frame({
    words,
    files,
    title,
    who: view.tenantName,
    address: visit.address,
    main: html`<h1>${title}</h1>
      ${visit.alert !== null && html`<p class="late" role="alert">${visit.alert}</p>`}
      <p class="lead">${words.say(open ? 'invitation.lead' : `invitation.${view.state}.text`, facts)}</p>
      ${open && way(visit, words, facts)}`,
  });
}

function way({ address, person }: InvitationVisit, words: Words, facts: Readonly<Record<string, string>>): Content {
  const signIn = (prompt: string | null): string => `/auth/sign-in${query({ returnTo: address, prompt })}`;
  if (person === null) {
    return html`<p>${words.say('invitation.how', facts)}</p>
      <p><a class="button primary" href="${signIn(null)}">${words.say('invitation.signIn')}</a></p>`;
  }
  return html`<p>${words.say('invitation.as', { name: person.name, login: person.login })}</p>
    <form method="post" action="${address}/accept" class="accept">
      <input type="hidden" name="lang" value="${words.language}" />
      <button class="primary">${words.say('invitation.button', facts)}</button>
      <p class="meta">${words.say('invitation.once')}</p>
    </form>
    <p><a href="${signIn('select_account')}">${words.say('invitation.other')}</a></p>`;
}
