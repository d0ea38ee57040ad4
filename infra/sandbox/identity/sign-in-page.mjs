/** The page on which one picks who to be. Local development only: nobody is asked for a password. */
import { createHash } from 'node:crypto';
import { accountId, directory } from './directory.mjs';

/** @typedef {import('./directory.mjs').Person} Person */

const style = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; --line: #d3d7de; --ink: #1b2430; --quiet: #566072;
  --paper: #fff; --ground: #f4f5f8; --mark: #2f5fd0; --warn: #fff4d6; --warn-ink: #5a4300; }
@media (prefers-color-scheme: dark) { :root { --line: #3a4250; --ink: #e8ebf0; --quiet: #a5aebd; --paper: #1d222b;
  --ground: #14181f; --mark: #8fb0ff; --warn: #3a3110; --warn-ink: #ffe6a0; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; }
h2 { font-size: 1rem; margin: 0; }
.notice { background: var(--warn); color: var(--warn-ink); padding: .75rem 1rem; border-radius: .5rem; margin: 1rem 0 1.5rem; }
.companies { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(18rem, 100%), 1fr)); gap: 1rem; align-items: start; }
section { background: var(--paper); border: 1px solid var(--line); border-radius: .5rem; padding: 1rem; }
section.hinted { margin-bottom: 1rem; border-color: var(--mark); }
.about, .role { color: var(--quiet); font-size: .875rem; margin: 0; }
ul { list-style: none; margin: .75rem 0 0; padding: 0; display: grid; gap: .5rem; }
button { width: 100%; min-height: 3rem; text-align: start; font: inherit; color: inherit; background: transparent;
  border: 1px solid var(--line); border-radius: .375rem; padding: .5rem .75rem; cursor: pointer; overflow-wrap: anywhere; }
button:hover { border-color: var(--mark); }
button:focus-visible { outline: 3px solid var(--mark); outline-offset: 2px; }
button span { display: block; }
.name { font-weight: 600; }
`;

const styleHash = createHash('sha256').update(style).digest('base64');

/** @param {string[]} edgeUrls a form's answer is a redirect there, which Chromium holds against form-action */
export function pagePolicy(edgeUrls) {
  const targets = ["'self'", ...edgeUrls].join(' ');
  return `default-src 'none'; style-src 'sha256-${styleHash}'; form-action ${targets}; frame-ancestors 'none'; base-uri 'none'`;
}

/**
 * @param {{ uid: string, client: string, loginHint?: string | undefined, tid?: string | undefined }} request
 *   tid: only people of this directory, when the request was made to its own endpoint
 */
export function signInPage({ uid, client, loginHint, tid }) {
  const people = directory.people.filter((person) => tid === undefined || person.tid === tid);
  const hint = loginHint?.toLowerCase();
  const hinted = hint ? people.filter((person) => person.login.toLowerCase() === hint) : [];
  const others = people.filter((person) => !hinted.includes(person));
  const companies = directory.directories
    .map((entry) => ({ ...entry, people: others.filter((person) => person.tid === entry.tid) }))
    .filter((entry) => entry.people.length > 0);
  return page(
    `Sign in to ${client}`,
    `<p class="about">Pick who to be.</p>
<p class="notice"><strong>Local development.</strong> These people are invented and nobody is asked for a password. In production Microsoft Entra ID stands here.</p>
<form method="post" action="/sign-in/${escape(uid)}">
${hinted.length > 0 ? section('hinted', 'Continue as', loginHint ?? '', hinted) : ''}
<div class="companies">
${companies.map((entry) => section(`d-${entry.tid}`, entry.company, entry.about, entry.people)).join('\n')}
</div>
</form>`,
  );
}

/**
 * @param {string} title
 * @param {string} text
 */
export function messagePage(title, text) {
  return page(title, `<p>${escape(text)}</p>`);
}

/**
 * @param {string} title
 * @param {string} content already HTML
 */
function page(title, content) {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escape(title)} – local development</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escape(title)}</h1>
${content}
</main>
</body>
</html>
`;
}

/**
 * @param {string} id
 * @param {string} heading
 * @param {string} about
 * @param {Person[]} people
 */
function section(id, heading, about, people) {
  return `<section aria-labelledby="${id}"${id === 'hinted' ? ' class="hinted"' : ''}>
<h2 id="${id}">${escape(heading)}</h2>
<p class="about">${escape(about)}</p>
<ul>
${people.map(button).join('\n')}
</ul>
</section>`;
}

/** @param {Person} person */
function button(person) {
  return `<li><button name="account" value="${accountId(person)}">
<span class="name">${escape(person.name)}</span>
<span class="role">${escape(person.role)} · ${escape(person.login)}</span>
</button></li>`;
}

/** @param {string} text */
function escape(text) {
  /** @type {Record<string, string>} */
  const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
