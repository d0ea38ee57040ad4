import { html, type Content, type Html } from './html.js';
import { LANGUAGES, NATIVE, type Words } from './words.js';

/** The page's own files, by their addresses. */
export interface Files {
  readonly css: string;
  readonly js: string;
}

export interface Frame {
  readonly words: Words;
  readonly files: Files;
  readonly title: string;
  /** Whose name stands at the top; ours where nobody is known. */
  readonly who: string;
  /** The page's own address, for the language switch; null: there is nothing to switch. */
  readonly address: string | null;
  readonly main: Html;
  readonly footer?: Content;
  /** What the page tells its script. */
  readonly data?: Readonly<Record<string, string>>;
  /** Seconds after which a browser without scripts asks again. */
  readonly again?: number;
  /** Where the page goes on to at once. */
  readonly onwards?: string;
}

/** One whole page: no script or style stands in it, nothing comes from elsewhere. */
export function frame({ words, files, title, who, address, main, footer, data = {}, again, onwards }: Frame): string {
  const page = html`<!doctype html>
<html lang="${words.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${title} · ${who}</title>
<link rel="icon" href="/favicon.svg">
<link rel="stylesheet" href="${files.css}">
<script src="${files.js}" defer></script>
${onwards !== undefined && html`<meta http-equiv="refresh" content="0;url=${onwards}" />`}
${again !== undefined && html`<noscript><meta http-equiv="refresh" content="${again}" /></noscript>`}
</head>
<body${Object.entries(data).map(([name, value]) => html` data-${name}="${value}"`)}>
<header>
<p class="who">${who}</p>
${address !== null && languages(words, address)}
</header>
<main>
${main}
</main>
${footer !== undefined && html`<footer>${footer}</footer>`}
</body>
</html>
`;
  return page.text;
}

function languages(words: Words, address: string): Html {
  return html`<nav aria-label="${words.say('languages')}">
    <ul>
      ${LANGUAGES.map(
        (language) =>
          html`<li>
            <a
              href="${address}?lang=${language}"
              lang="${language}"
              hreflang="${language}"
              ${language === words.language && html` aria-current="true"`}
              >${NATIVE[language]}</a
            >
          </li>`,
      )}
    </ul>
  </nav>`;
}

/** A page that says one thing. */
export function notice(words: Words, files: Files, id: string, main: Content = null): string {
  return frame({
    words,
    files,
    title: words.say(`${id}.heading`),
    who: 'Tessera',
    address: null,
    main: html`<h1>${words.say(`${id}.heading`)}</h1>
      <p>${words.say(`${id}.text`)}</p>
      ${main}`,
  });
}
