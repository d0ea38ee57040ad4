import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PayView } from '../../backend/edge/src/core/pay-types.js';
import { Harness, ORIGIN } from './support/harness.js';
import { aPaidView, aPayView, anOverView, FORM, PAY, TOKEN } from './support/pay.js';
import { problem, type Said } from './support/stub-core.js';
import { uuid } from './support/world.js';

let edge: Harness;
beforeAll(async () => {
  edge = await Harness.start({ EDGE_RATE_PAY: '100000' });
});
afterAll(() => edge.stop());
beforeEach(() => {
  edge.core.forget();
});

function tell(view: PayView): void {
  edge.core.on('GET /v1/allnet/pay', () => ({ body: view }));
}
function answer(what: string, said: Said): void {
  edge.core.on(`POST /v1/allnet/pay/${what}`, () => said);
}
function post(what: string, fields: [string, string][] | string, headers: Record<string, string> = {}) {
  const body = typeof fields === 'string' ? fields : new URLSearchParams(fields).toString();
  return edge.fetch(`${PAY}/${what}`, { method: 'POST', headers: { ...FORM, ...headers }, body });
}
const sent = (what: string): unknown[] =>
  edge.core.asked
    .filter(({ path }) => path === `/v1/allnet/pay/${what}`)
    .map(({ body }) => JSON.parse(body) as unknown);

describe('accept and pay', () => {
  const CHECKOUT = 'https://checkout.example/c/pay_1?a=1&b="><script>';

  test('goes on to the provider, by itself and by a link', async () => {
    answer('accept', { body: { url: CHECKOUT } });
    const acknowledge = ['acknowledge', uuid(1)] as [string, string];
    const response = await post('accept', [['version', '3'], ['name', 'Anna Rossi'], acknowledge, ['lang', 'fr']]);
    expect(response.status).toBe(200);
    const text = await response.text();
    const url = 'https://checkout.example/c/pay_1?a=1&amp;b=%22%3E%3Cscript%3E';
    expect(text).toContain(`http-equiv="refresh" content="0;url=${url}"`);
    expect(text).toContain(`href="${url}" rel="noreferrer"`);
    expect(text).toContain('<html lang="fr">');
    const returnTo = `${ORIGIN}${PAY}?lang=fr`;
    expect(sent('accept')).toEqual([{ name: 'Anna Rossi', acknowledge: [uuid(1)], version: 3, returnTo }]);
    expect(edge.core.asked[0]?.headers).toMatchObject({ 'tessera-pay-token': TOKEN, 'accept-language': 'fr' });
  });

  test('an address of our own is gone to directly', async () => {
    answer('accept', { body: { url: `${ORIGIN}${PAY}?back=1` } });
    const response = await post('accept', [
      ['version', '1'],
      ['name', 'A'],
    ]);
    expect([response.status, response.headers.get('location')]).toEqual([303, `${PAY}?back=1`]);
  });

  test.each(['javascript:alert(1)', 'data:text/html,x', 'none', ''])(
    'an address that is none (%s) is not',
    async (url) => {
      answer('accept', { body: { url } });
      const response = await post('accept', [
        ['version', '1'],
        ['name', 'A'],
      ]);
      expect(response.status).toBe(503);
      const text = await response.text();
      expect(text).not.toContain('refresh');
      expect(text).not.toContain('alert(1)');
    },
  );

  test('sent twice at once, both get the same way', async () => {
    answer('accept', { body: { url: 'https://checkout.example/c/1' } });
    const both = await Promise.all(
      [1, 2].map(() =>
        post('accept', [
          ['version', '1'],
          ['name', 'A'],
        ]),
      ),
    );
    const [one, two] = await Promise.all(both.map((response) => response.text()));
    expect(one).toBe(two);
    expect(sent('accept')[0]).toEqual(sent('accept')[1]);
  });

  test.each([
    ['name', 'REQUIRED', 'Inserite il vostro nome.'],
    ['name', 'TOO_LONG', 'Il testo è troppo lungo.'],
  ])('what is wrong with %s (%s) stands at it, what was typed is kept', async (field, code, said) => {
    tell(anOverView());
    answer('accept', problem(400, 'INVALID_INPUT', { fields: [{ field, code, message: 'english' }] }));
    const response = await post('accept', [
      ['version', '1'],
      ['name', '  "x" '],
      ['acknowledge', uuid(1)],
    ]);
    const text = await response.text();
    expect(response.status).toBe(422);
    expect(text).toMatch(new RegExp(`<p class="wrong" id="${field}-wrong">${said}</p>`));
    expect(text).toContain('aria-invalid="true"');
    expect(text).toContain('value="  &quot;x&quot; "');
    expect(text).toMatch(/id="ack-0"[^>]* checked/);
    expect(text).not.toContain('english');
  });

  test('a tick that is missing is asked for at the ticks', async () => {
    tell(anOverView());
    answer('accept', problem(422, 'ACKNOWLEDGEMENT_REQUIRED'));
    const response = await post('accept', [
      ['version', '1'],
      ['name', 'Anna'],
    ]);
    expect(response.status).toBe(422);
    expect(await response.text()).toContain('Confermate di averlo letto.');
  });

  test('a quote that has changed is to be read again, its ticks anew', async () => {
    tell(anOverView({ version: 2 }));
    answer('accept', problem(422, 'QUOTE_SUPERSEDED'));
    const text = await (
      await post('accept', [
        ['version', '1'],
        ['name', 'Anna'],
        ['acknowledge', uuid(1)],
      ])
    ).text();
    expect(text).toContain('Il preventivo è cambiato');
    expect(text).toContain('name="version" value="2"');
    expect(text).toContain('versione 2');
    expect(text).not.toMatch(/id="ack-0"[^>]* checked/);
  });

  test('the provider away: nothing was charged, try again', async () => {
    tell(aPayView());
    answer('accept', { ...problem(503, 'PAYMENT_PROVIDER_UNAVAILABLE'), headers: { 'retry-after': '9' } });
    const response = await post('accept', [
      ['version', '1'],
      ['name', 'Anna'],
    ]);
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '9']);
    expect(await response.text()).toContain('nulla è stato addebitato');
  });

  test('any other refusal says what is so and what to do, in the core’s words', async () => {
    tell(aPayView());
    answer('accept', problem(422, 'QUOTE_PAYMENT_PENDING', { title: 'È in corso un addebito.', detail: 'Attendete.' }));
    const text = await (
      await post('accept', [
        ['version', '1'],
        ['name', 'Anna'],
      ])
    ).text();
    expect(text).toContain('role="alert">È in corso un addebito. Attendete.</p>');
  });

  test('a quote that was paid meanwhile is shown as paid', async () => {
    tell(aPaidView());
    answer('accept', problem(422, 'QUOTE_PAID'));
    const response = await post('accept', [
      ['version', '1'],
      ['name', 'Anna'],
      ['lang', 'nb'],
    ]);
    expect([response.status, response.headers.get('location')]).toEqual([303, `${PAY}?lang=nb`]);
  });

  test.each([['0'], ['-1'], ['1e9999'], ['<script>'], [''], ['9007199254740993']])(
    'a version that is none (%s) goes to the core as none',
    async (version) => {
      tell(aPayView());
      answer(
        'accept',
        problem(400, 'INVALID_INPUT', { fields: [{ field: 'version', code: 'REQUIRED', message: '' }] }),
      );
      const response = await post('accept', [
        ['version', version],
        ['name', 'Anna'],
      ]);
      expect(response.status).toBe(422);
      expect(sent('accept')).toEqual([expect.objectContaining({ version: null })]);
      expect(await response.text()).toContain('Il preventivo è cambiato');
    },
  );

  test('only ids are acknowledged, and no amount is ever sent', async () => {
    answer('accept', { body: { url: 'https://checkout.example/c/1' } });
    const evil: [string, string][] = [
      ['acknowledge', '../x'],
      ['acknowledge', uuid(2)],
      ['gross', '1'],
      ['amount', '1'],
      ['returnTo', 'https://evil.example'],
    ];
    await post('accept', [['version', '1'], ['name', 'Anna\r\nX: y'], ...evil]);
    expect(sent('accept')).toEqual([
      { name: 'Anna\r\nX: y', acknowledge: [uuid(2)], version: 1, returnTo: ORIGIN + PAY },
    ]);
  });
});

describe('decline, send again, seen', () => {
  test('a decline with its reason, then the page as it now is', async () => {
    answer('decline', { body: {} });
    const response = await post('decline', [
      ['reason', 'too dear\r\nreally'],
      ['lang', 'it'],
    ]);
    expect([response.status, response.headers.get('location')]).toEqual([303, `${PAY}?lang=it`]);
    expect(sent('decline')).toEqual([{ reason: 'too dear\r\nreally' }]);
  });

  test('without a reason it is asked for, the form open', async () => {
    tell(aPayView());
    answer('decline', problem(400, 'INVALID_INPUT', { fields: [{ field: 'reason', code: 'REQUIRED', message: '' }] }));
    const response = await post('decline', [['reason', '</textarea><script>']]);
    const text = await response.text();
    expect(response.status).toBe(422);
    expect(text).toMatch(/<details class="decline"\s+open>/);
    expect(text).toContain('Dite in poche parole il perché.');
    expect(text).toContain('&lt;/textarea&gt;&lt;script&gt;');
  });

  test('declined twice is declined', async () => {
    tell(aPayView({ state: 'DECLINED' }));
    answer('decline', problem(422, 'QUOTE_DECLINED'));
    const response = await post('decline', [['reason', 'no']]);
    expect([response.status, response.headers.get('location')]).toEqual([303, PAY]);
  });

  test('a new link to the masked address, and the page says so', async () => {
    answer('resend', { body: { maskedEmail: 'a•••@rossi.example' } });
    const response = await post('resend', []);
    expect([response.status, response.headers.get('location')]).toEqual([303, `${PAY}?resent=1`]);
    tell(aPayView({ state: 'EXPIRED' }));
    expect(await (await edge.fetch(`${PAY}?resent=1`)).text()).toContain('Inviato a a•••@rossi.example');
  });

  test('seen is told by the page’s script and by nothing else', async () => {
    answer('seen', { body: {} });
    const response = await edge.fetch(`${PAY}/seen`, {
      method: 'POST',
      headers: { origin: ORIGIN, 'sec-fetch-site': 'same-origin' },
    });
    expect([response.status, await response.text()]).toEqual([204, '']);
    expect(edge.core.calls).toEqual(['POST /v1/allnet/pay/seen']);
    expect((await edge.fetch(`${PAY}/seen`)).status).toBe(404);
    for (const what of ['accept', 'decline', 'resend']) expect((await edge.fetch(`${PAY}/${what}`)).status).toBe(404);
    expect(edge.core.calls).toHaveLength(1);
  });
});

describe('forms of other pages', () => {
  const FOREIGN: [string, Record<string, string>][] = [
    ['another origin', { origin: 'https://evil.example' }],
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['another host of this site', { 'sec-fetch-site': 'same-site' }],
    ['a foreign origin that claims our site', { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' }],
    ['an address typed in', { 'sec-fetch-site': 'none' }],
  ];
  test.each(
    FOREIGN.flatMap(([name, headers]) => ['accept', 'decline', 'resend'].map((what) => [name, what, headers] as const)),
  )('%s cannot %s', async (_, what, headers) => {
    const response = await post(
      what,
      [
        ['version', '1'],
        ['name', 'A'],
        ['reason', 'x'],
      ],
      headers,
    );
    expect(response.status).toBe(403);
    expect(await response.text()).toContain('This came from another page');
    expect(edge.core.calls).toEqual([]);
  });

  test('nor one that says nothing of itself', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const response = await edge.fetch(`${PAY}/accept`, { method: 'POST', headers, body: 'version=1&name=A' });
    expect(response.status).toBe(403);
    expect(
      (await edge.fetch(`${PAY}/seen`, { method: 'POST', headers: { origin: 'https://evil.example' } })).status,
    ).toBe(403);
    expect(edge.core.calls).toEqual([]);
  });

  test.each(['application/json', 'text/plain', 'text/html'])('%s is no form', async (type) => {
    const response = await post('accept', '{"version":1}', { 'content-type': type });
    expect(response.status).toBe(415);
    expect(edge.core.calls).toEqual([]);
  });

  test.each([5_000_000, 20_000])('a form of %i bytes is refused', async (size) => {
    const response = await post('decline', `reason=${'x'.repeat(size)}`);
    expect(response.status).toBe(413);
    expect(edge.core.calls).toEqual([]);
  });
});

describe('reminders end by a link', () => {
  const at = `/unsubscribe/allnet.${TOKEN}`;

  test('a GET changes nothing: it asks', async () => {
    const response = await edge.fetch(at, { headers: { 'accept-language': 'nb' } });
    const text = await response.text();
    expect([response.status, response.headers.get('referrer-policy')]).toEqual([200, 'no-referrer']);
    expect(text).toContain('Stopp påminnelser til denne adressen');
    expect(text).toContain(`action="${at}"`);
    expect(edge.core.calls).toEqual([]);
  });

  test.each([
    ['the button', FORM, ''],
    [
      'one click of a mail program',
      { 'content-type': 'application/x-www-form-urlencoded' },
      'List-Unsubscribe=One-Click',
    ],
    ['one click as multipart', { 'content-type': 'multipart/form-data; boundary=b' }, '--b--'],
  ])('by %s', async (_, headers, body) => {
    edge.core.on('POST /v1/allnet/unsubscribe', () => ({ body: { unsubscribed: true } }));
    const response = await edge.fetch(at, { method: 'POST', headers, body });
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('No more reminders');
    expect(edge.core.asked.map(({ body: given }) => JSON.parse(given) as unknown)).toEqual([{ token: TOKEN }]);
  });

  test('a link that is none ends nothing', async () => {
    edge.core.on('POST /v1/allnet/unsubscribe', () => problem(404, 'UNSUBSCRIBE_UNKNOWN'));
    const response = await edge.fetch(at, { method: 'POST', headers: FORM, body: '' });
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('This link leads nowhere');
  });
});
