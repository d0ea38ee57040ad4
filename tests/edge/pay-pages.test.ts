import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PayView } from '../../backend/edge/src/core/pay-types.js';
import { preferred } from '../../backend/edge/src/pay/words.js';
import { Harness, ORIGIN } from './support/harness.js';
import { aQuoteLine } from './support/orders.js';
import { aPaidView, aPayView, anEndedView, anOverView, PAY, TOKEN } from './support/pay.js';
import { problem } from './support/stub-core.js';

let edge: Harness;
beforeAll(async () => {
  edge = await Harness.start({ EDGE_RATE_PAY: '100000' });
  edge.clock = Date.parse('2026-11-22T12:00:00Z') - Date.now();
});
afterAll(() => edge.stop());
beforeEach(() => {
  edge.core.forget();
});

function tell(view: PayView): void {
  edge.core.on('GET /v1/allnet/pay', () => ({ body: view }));
}
async function read(path: string, headers: Record<string, string> = {}): Promise<[status: number, text: string]> {
  const response = await edge.fetch(path, { headers });
  return [response.status, (await response.text()).replace(/[\u00a0\u202f]/g, ' ')];
}
const texts = (language: string): Record<string, string> =>
  JSON.parse(
    readFileSync(join(import.meta.dirname, `../../backend/edge/pay/texts.${language}.json`), 'utf8'),
  ) as Record<string, string>;

describe('what is offered', () => {
  test('who asks, what, until when, what it costs, and one button that names the amount', async () => {
    tell(aPayView());
    const [status, text] = await read(PAY);
    expect(status).toBe(200);
    expect(text).toContain('<html lang="it">');
    expect(text).toContain('<h1>Rinnovo della chiave di licenza di Officine Rossi &amp; Figli</h1>');
    expect(text).toContain('Brenta Telefonia Srl vi propone questo rinnovo tramite Allnet.Italia.');
    expect(text).toContain('22 dicembre 2026');
    expect(text).toContain('Professional, 16 chiamate simultanee');
    expect(text).toContain('dal 1 gennaio 2027 al 31 dicembre 2027');
    expect(text).toContain('Accetta e paga · 516,06 €');
    expect(text).toContain('href="mailto:marta@brenta.example"');
    expect(text.match(/class="primary"/g)).toHaveLength(1);
  });

  test('each amount explains itself; what stops is named; the maximum is printed', async () => {
    tell(aPayView());
    const [, text] = await read(PAY);
    expect(text).toMatch(/<details>\s*<summary>Come si arriva a questo prezzo<\/summary>/);
    expect(text).toContain('List price of Professional 16, 1 year');
    expect(text).toContain('PP-4 · levels@2026-01-01');
    expect(text).toContain('-47,00 €');
    expect(text).toContain('Senza il rinnovo si fermano il 1 gennaio 2027:');
    expect(text).toContain('<li>CRM integration</li>');
    expect(text).toContain('Consente al massimo 80 interni. In uso: 55.');
    for (const amount of ['423,00 €', '93,06 €', '516,06 €']) expect(text).toContain(amount);
  });

  test('what is off already is said to be so', async () => {
    tell(aPayView({ lines: [{ ...aQuoteLine(1), stopsOn: '2026-10-01' }] }));
    expect((await read(PAY))[1]).toContain('Non attivi dal 1 ottobre 2026, fino al rinnovo:');
  });

  test('the page the partner shows never has its margin', async () => {
    tell(aPayView({ lines: [aQuoteLine(1)] }));
    const [, text] = await read(PAY);
    expect(text).not.toContain('376,00');
    expect(text).not.toContain('>47,00');
  });

  test('over the maximum: figures, text, a tick and a name before the button', async () => {
    tell(anOverView());
    const [, text] = await read(PAY);
    expect(text).toContain('Chiave ••••-••••-••••-1001: 99 in uso, massimo 80.');
    expect(text).toMatch(/<input\s+type="checkbox"\s+id="ack-0"\s+name="acknowledge"[^>]*required/);
    expect(text).toContain('<label for="ack-0">Ne sono a conoscenza.</label>');
    expect(text.indexOf('name="acknowledge"')).toBeLessThan(text.indexOf('Accetta e paga'));
  });

  test('a GET asks the core once, as a read, with the token in a header and nowhere else', async () => {
    tell(aPayView());
    await edge.fetch(PAY, { headers: { 'x-forwarded-for': '6.6.6.6', cookie: 'tessera=x', 'accept-language': 'fr' } });
    expect(edge.core.calls).toEqual(['GET /v1/allnet/pay']);
    const asked = edge.core.asked[0];
    expect(asked?.headers).toMatchObject({
      'tessera-pay-token': TOKEN,
      'tessera-edge-secret': edge.core.secret,
      'x-forwarded-for': '127.0.0.1',
    });
    expect(asked?.headers['accept-language']).toBeUndefined();
    expect(asked?.headers.cookie).toBeUndefined();
    expect(asked?.headers.authorization).toBeUndefined();
    expect(JSON.stringify([asked?.path, [...(asked?.query ?? [])]])).not.toContain(TOKEN);
  });

  test.each([
    ['en', 'Accept and pay · €516.06'],
    ['it', 'Accetta e paga · 516,06 €'],
    ['nb', 'Godta og betal · 516,06 €'],
    ['fr', 'Accepter et payer · 516,06 €'],
  ])('in %s by choice, and it is kept', async (language, button) => {
    tell(aPayView());
    const [, text] = await read(`${PAY}?lang=${language}`);
    expect(text).toContain(`<html lang="${language}">`);
    expect(text).toContain(button);
    expect(text).toContain(`<input type="hidden" name="lang" value="${language}"`);
    expect(text).toContain(`href="${PAY}?view=print&amp;lang=${language}"`);
    expect(edge.core.asked[0]?.headers['accept-language']).toBe(language);
  });

  test('a language that is none is not taken', async () => {
    tell(aPayView());
    const [, text] = await read(`${PAY}?lang=%22%3E%3Cscript%3E&lang=it`);
    expect(text).toContain('<html lang="it">');
    expect(text).not.toContain('<script>');
    expect(edge.core.asked[0]?.headers['accept-language']).toBeUndefined();
  });

  test('the print view opens every derivation and has nothing to press', async () => {
    tell(aPayView());
    const [, text] = await read(`${PAY}?view=print`);
    expect(text).toMatch(/<details open>/);
    expect(text).not.toContain('<form');
    expect(text).toContain('data-print hidden');
    expect(text).toContain('Consente al massimo 80 interni.');
  });
});

const STATES: [name: string, view: PayView, says: string[], form: string | null][] = [
  [
    'paid',
    aPaidView(),
    [
      'Ricevuta R-00012',
      '<p>Officine Rossi &amp; Figli</p>',
      '423,00 €',
      '93,06 €',
      '22 novembre 2026',
      'rinnovata fino al 31 dicembre 2027',
      'rinnovo in corso',
      'se ne occupa Allnet.Italia',
      '516,06 €',
    ],
    null,
  ],
  [
    'paid, the receipt not yet written',
    {
      ...aPaidView(),
      receipt: { number: null, issuedOn: null, gross: { minor: 100, currency: 'EUR' }, paidAt: null, lines: [] },
    },
    ['>Ricevuta<', '1,00 €'],
    null,
  ],
  [
    'confirming',
    aPayView({ state: 'CONFIRMING' }),
    ['Stiamo confermando il pagamento', 'http-equiv="refresh" content="5"', 'data-poll="5"'],
    null,
  ],
  ['processing', aPayView({ state: 'PROCESSING' }), ['La vostra banca sta elaborando', 'data-poll="60"'], null],
  ['superseded', aPayView({ state: 'SUPERSEDED' }), ['versione più recente'], 'resend'],
  [
    'expired',
    aPayView({ state: 'EXPIRED' }),
    ['Questo preventivo è scaduto', '22 dicembre 2026', 'a•••@rossi.example'],
    'resend',
  ],
  ['a link that has ended', anEndedView(), ['Questo link è scaduto', 'a•••@rossi.example'], 'resend'],
  [
    'expired with no address',
    aPayView({ state: 'EXPIRED', maskedEmail: null }),
    ['Chiedetene uno nuovo a Brenta Telefonia Srl.'],
    null,
  ],
  ['declined', aPayView({ state: 'DECLINED' }), ['Questo preventivo è stato rifiutato'], null],
  ['void', aPayView({ state: 'VOID' }), ['Questo preventivo è stato annullato'], null],
  [
    'failed',
    aPayView({ state: 'FAILED', failure: { code: 'card_declined', text: 'La carta è stata rifiutata.' } }),
    ['La carta è stata rifiutata.', 'Nulla è stato addebitato.'],
    'accept',
  ],
  [
    'declined card, session still open',
    aPayView({ state: 'VALID', failure: { code: 'CARD_DECLINED', text: 'La carta è stata rifiutata.' } }),
    ['La carta è stata rifiutata.', 'Nulla è stato addebitato.'],
    'accept',
  ],
];

describe('every state has its page', () => {
  test.each(STATES)('%s', async (_, view, says, form) => {
    tell(view);
    const [status, text] = await read(PAY);
    expect(status).toBe(200);
    for (const said of says) expect(text).toContain(said);
    const forms = [...text.matchAll(/action="[^"]*\/(\w+)"/g)].map(([, name]) => name);
    expect(forms).toEqual(form === null ? [] : form === 'accept' ? ['accept', 'decline'] : [form]);
    expect(text.includes('data-seen')).toBe(form === 'accept');
  });

  test('back from the provider asks the core, which alone says what is so', async () => {
    tell(aPayView({ state: 'CONFIRMING' }));
    const [, text] = await read(`${PAY}?back=1`);
    expect(edge.core.asked[0]?.query.get('back')).toBe('true');
    expect(text).toContain('data-back="1"');
    tell(aPayView());
    const [, again] = await read(`${PAY}?back=1&paid=1&state=PAID`);
    expect(again).toContain('Accetta e paga');
    expect(again).not.toContain('Pagato');
  });

  test('paid, the page looks again until every key has its new term and the receipt its number', async () => {
    const { receipt, ...paid } = aPaidView();
    const written = receipt?.lines.filter(({ state }) => state === 'APPLIED') ?? [];
    expect(written).not.toHaveLength(0);
    const settles = async (view: PayView): Promise<boolean> => {
      tell(view);
      return (await read(PAY))[1].includes('data-settling');
    };
    if (receipt === null) throw new Error('a paid view has a receipt');
    expect(await settles({ ...paid, receipt })).toBe(true);
    expect(await settles({ ...paid, receipt: { ...receipt, lines: written } })).toBe(false);
    expect(await settles({ ...paid, receipt: { ...receipt, number: null, lines: [] } })).toBe(true);
  });

  test('left at the provider: nothing was charged', async () => {
    tell(aPayView());
    expect((await read(`${PAY}?cancelled=1`))[1]).toContain('nulla è stato addebitato');
  });

  test('the state for the script is the state and no more', async () => {
    edge.core.on('GET /v1/allnet/pay/state', () => ({ body: { state: 'PAID', failure: null, secret: 'x' } }));
    const [status, text] = await read(`${PAY}/state?back=1`);
    expect([status, JSON.parse(text)]).toEqual([200, { state: 'PAID' }]);
    expect(edge.core.asked[0]?.query.get('back')).toBe('true');
  });
});

describe('small, and ours alone', () => {
  test('page, style and script together stay below 15 KiB as sent', async () => {
    tell(anOverView({ note: 'as agreed' }));
    const page = await (await edge.fetch(PAY)).text();
    const files = [...page.matchAll(/(?:href|src)="(\/pay\/assets\/[^"]+)"/g)].map(([, path = '']) => path);
    expect(files).toHaveLength(2);
    let sent = Buffer.byteLength(page);
    for (const path of files) {
      const response = await edge.fetch(path, { headers: { 'accept-encoding': 'identity' } });
      expect(response.status).toBe(200);
      expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      sent += gzipSync(Buffer.from(await response.arrayBuffer())).length;
    }
    process.stdout.write(`pay page: ${String(sent)} bytes with style and script\n`);
    expect(sent).toBeLessThan(15 * 1024);
  });

  test.each(['br', 'gzip'])('its files come as %s', async (encoding) => {
    tell(aPayView());
    const [, page] = await read(PAY);
    const path = /src="(\/pay\/assets\/[^"]+)"/.exec(page)?.[1] ?? '';
    const response = await edge.fetch(path, { headers: { 'accept-encoding': encoding } });
    expect(response.headers.get('content-encoding')).toBe(encoding);
    expect(await response.text()).toContain('document.body.dataset');
    expect((await edge.fetch('/pay/assets/pay.js')).status).toBe(404);
  });

  test('nothing from elsewhere, no script or style in the page', async () => {
    tell(anOverView());
    const [, text] = await read(PAY);
    expect(text).not.toMatch(/(?:src|href|action)="(?:https?:)?\/\//);
    expect(text).not.toMatch(/<script(?![^>]*src=)|<style|\sstyle=|\son\w+=/);
  });
});

describe('links that open nothing', () => {
  const unknown = () => problem(404, 'PAY_LINK_UNKNOWN');

  test('malformed, unknown, revoked and another’s are one and the same page', async () => {
    edge.core.on('GET /v1/allnet/pay', unknown);
    edge.core.on('GET /v1/vcom/pay', unknown);
    const links = [
      PAY,
      `/pay/vcom.${TOKEN}`,
      '/pay/allnet',
      '/pay/allnet.short',
      `/pay/allnet.${TOKEN}x`,
      `/pay/ALLNET.${TOKEN}`,
      `/pay/all%0d%0anet.${TOKEN}`,
      `/pay/allnet.${TOKEN.slice(1)}%00`,
      '/pay/%3Cscript%3Ealert(1)%3C%2Fscript%3E',
      '/pay/..%2finternal',
      '/unsubscribe/allnet',
    ];
    const answers = [];
    for (const link of links) {
      const response = await edge.fetch(link);
      const headers = [...response.headers].filter(([name]) => !['date', 'tessera-request'].includes(name));
      answers.push(JSON.stringify([response.status, headers, await response.text()]));
    }
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain('This link leads nowhere');
    expect(edge.core.calls).toEqual(['GET /v1/allnet/pay', 'GET /v1/vcom/pay']);
  });

  test.each(['state', 'seen', 'accept', 'decline', 'resend'])('so for /%s', async (what) => {
    const method = what === 'state' ? 'GET' : 'POST';
    edge.core.on(`${method} /v1/allnet/pay/${what}`, unknown);
    const headers = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' };
    const ask = async (link: string) => {
      const body = method === 'POST' ? 'version=1' : null;
      const response = await edge.fetch(`${link}/${what}`, { method, headers, body });
      const text = (await response.text()).replace(/"reference":"[^"]+"|[0-9a-f-]{36}/g, '');
      return JSON.stringify([response.status, response.headers.get('content-type'), text]);
    };
    const answers = [await ask(PAY), await ask('/pay/allnet.x'), await ask(`/pay/none.${TOKEN.slice(0, 42)}`)];
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain('404');
  });

  test.each([
    [429, 429],
    [503, 503],
    [500, 503],
  ])('the core’s %i is a page that says nothing was charged', async (status, shown) => {
    edge.core.on('GET /v1/allnet/pay', () => ({ ...problem(status, 'X'), headers: { 'retry-after': '7' } }));
    const response = await edge.fetch(PAY, { headers: { 'accept-language': 'nb' } });
    expect([response.status, response.headers.get('retry-after')]).toEqual([shown, '7']);
    expect(await response.text()).toContain('Ingenting ble trukket eller endret.');
  });

  test('an address asks so often and no more', async () => {
    const strict = await Harness.start({ EDGE_RATE_PAY: '3' });
    strict.core.on('GET /v1/allnet/pay', () => ({ body: aPayView() }));
    const statuses = [];
    for (let time = 0; time < 5; time += 1) statuses.push((await strict.fetch(PAY)).status);
    await strict.stop();
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
  });

  test('no token is ever logged', async () => {
    tell(aPayView());
    await edge.fetch(PAY);
    await edge.fetch(`${PAY}?lang=it`);
    edge.core.on('GET /v1/allnet/pay', (_, response) => {
      response.destroy();
      return undefined;
    });
    expect((await edge.fetch(PAY)).status).toBe(503);
    expect(edge.lines.length).toBeGreaterThan(2);
    expect(edge.lines.join('')).not.toContain(TOKEN);
    expect(edge.lines.join('')).toContain('/pay/:link');
  });
});

describe('words', () => {
  const [en, ...others] = ['en', 'it', 'nb', 'fr'].map((language) => [language, texts(language)] as const);
  const names = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).sort();

  test.each(others)('%s says everything English says, with the same facts', (_, words) => {
    expect(Object.keys(words)).toEqual(Object.keys(en?.[1] ?? {}));
    for (const [id, text] of Object.entries(words)) {
      expect([id, text.trim()]).not.toEqual([id, '']);
      expect([id, names(text)]).toEqual([id, names(en?.[1][id] ?? '')]);
    }
  });

  test('French and Italian use their apostrophe, French its space before the colon', () => {
    for (const text of Object.values(texts('fr'))) expect(text).not.toMatch(/'|\S[:;?!](?:\s|$)/);
    for (const text of Object.values(texts('it'))) expect(text).not.toContain("'");
  });

  test.each([
    [undefined, 'en'],
    ['nb-NO,nb;q=0.9', 'nb'],
    ['no', 'nb'],
    ['nn', 'nb'],
    ['de-CH,fr;q=0.8,it;q=0.9', 'it'],
    ['de;q=0,*;q=0.1', 'en'],
    ['fr;q=0,it;q=0.1', 'it'],
    ['x'.repeat(10_000), 'en'],
  ])('who asks for %s without a quote reads %s', (header, language) => {
    expect(preferred(header)).toBe(language);
  });

  test('the page’s own address is the public one', () => {
    expect(edge.edge.config.publicUrl.origin).toBe(ORIGIN);
  });
});
