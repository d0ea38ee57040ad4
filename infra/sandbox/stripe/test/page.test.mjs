/** The hosted payment page: what a person sees and presses, and what an attacker tries. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { languages, languageOf } from '../pay/texts.mjs';
import { renewal, startKit } from './kit.mjs';

/** @type {Awaited<ReturnType<typeof startKit>>} */
let kit;
before(async () => (kit = await startKit()));
after(() => kit.close());

const open = async (overrides = {}) => (await kit.stripe.checkout.sessions.create(renewal(overrides))).id;

/** @param {string} path @param {Record<string, string>} [form] @param {Record<string, string>} [headers] */
async function page(path, form, headers = {}) {
  const init = form ? { method: 'POST', body: new URLSearchParams(form) } : {};
  const response = await fetch(`${kit.origin}/c/pay/${path}`, { ...init, headers, redirect: 'manual' });
  return {
    status: response.status,
    headers: response.headers,
    location: response.headers.get('location'),
    html: await response.text(),
  };
}

const card = (number = '4242424242424242', rest = {}) => ({
  method: 'card',
  number,
  expiry: '12/34',
  cvc: '123',
  email: 'anna@example.com',
  name: 'Anna',
  ...rest,
});

test('it says what is bought, what it costs and that it is a sandbox, in the language of the session', async () => {
  const { html, status, headers } = await page(await open());
  assert.equal(status, 200);
  assert.match(html, /<html lang="it">/);
  assert.match(html, /120,00\s€/);
  assert.match(html, /a Allnet\.Italia/);
  assert.match(html, /Ambiente di prova/);
  assert.match(html, /value="anna@example\.com"/);
  assert.match(html, /href="http:\/\/localhost:7000\/pay\/allnet\.token\?cancelled=1"/);
  // What is sold was named by somebody else.
  assert.match(html, /Professional 16 &lt;b&gt;&amp; &quot;more&quot;&lt;\/b&gt;/);
  assert.doesNotMatch(html, /<script|https?:\/\/(?!localhost)/);
  const policy = headers.get('content-security-policy') ?? '';
  assert.match(policy, /default-src 'none'.*form-action 'self' http:\/\/localhost:7000;/);
  assert.doesNotMatch(policy, /unsafe/);
});

test('every language says everything, and in its own words', () => {
  const names = Object.keys(languages['en'] ?? {}).sort();
  for (const [language, texts] of Object.entries(languages)) {
    assert.deepEqual(Object.keys(texts).sort(), names, language);
    for (const [name, text] of Object.entries(texts)) {
      assert.equal(
        /\{\w+\}/.exec(text)?.[0],
        /\{\w+\}/.exec(/** @type {any} */ (languages['en'])[name])?.[0],
        `${language} ${name}`,
      );
    }
  }
  assert.deepEqual(
    [
      languageOf('nb', 'it'),
      languageOf('auto', 'fr-CH, en'),
      languageOf(null, 'no'),
      languageOf('de', 'it'),
      languageOf(null, undefined),
    ],
    ['nb', 'fr', 'nb', 'en', 'en'],
  );
});

test('paid, one goes on to the success address; pressed twice, to the same', async () => {
  const id = await open();
  const [first, second] = await Promise.all([page(id, card()), page(id, card())]);
  const success = `http://localhost:7000/pay/allnet.token?back=1&s=${id}`;
  assert.deepEqual([first.status, first.location, second.status, second.location], [303, success, 303, success]);
  const after = await page(id);
  assert.match(after.html, /già avvenuto/);
  const session = await kit.stripe.checkout.sessions.retrieve(id);
  assert.equal(session.customer_details?.name, 'Anna');
});

test('declined, one stays and tries another card', async () => {
  const id = await open();
  const declined = await page(id, card('4000000000009995'));
  assert.equal(declined.status, 402);
  assert.match(declined.html, /role="alert">Il saldo della carta non basta/);
  assert.match(declined.html, /value="4000000000009995"/);
  assert.equal((await page(id, card())).status, 303);
});

test('one press pays with a test card of the list', async () => {
  const id = await open();
  assert.match((await page(id)).html, /name="use" value="4000002500003155"/);
  const asked = await page(id, { ...card('nonsense'), use: '4000002500003155' });
  assert.deepEqual([asked.status, asked.location], [303, `/c/pay/${id}/confirm`]);
  assert.match((await page(`${id}/confirm`)).html, /La banca Le chiede di confermare/);
  const refused = await page(`${id}/confirm`, { answer: 'refuse' });
  assert.equal(refused.status, 402);
  await page(id, card('4000002500003155'));
  const confirmed = await page(`${id}/confirm`, { answer: 'confirm' });
  assert.match(confirmed.location ?? '', /back=1/);
});

test('a confirmation nobody asked for pays nothing', async () => {
  const id = await open();
  const answer = await page(`${id}/confirm`, { answer: 'confirm' });
  assert.equal(answer.location, `/c/pay/${id}`);
  assert.equal((await kit.stripe.checkout.sessions.retrieve(id)).payment_status, 'unpaid');
});

test('wrong fields are named one by one', async () => {
  const id = await open();
  const answer = await page(id, card('4242424242424241', { expiry: '13/20', cvc: 'x', email: 'nobody' }));
  assert.equal(answer.status, 422);
  for (const name of ['number', 'expiry', 'cvc', 'email']) assert.match(answer.html, new RegExp(`id="${name}-error"`));
  assert.match((await page(id, card('4242424242424242', { expiry: '01/20' }))).html, /non è più valida/);
  const echoed = await page(id, card('"><script>alert(1)</script>'));
  assert.doesNotMatch(echoed.html, /<script/);
  assert.equal((await kit.stripe.checkout.sessions.retrieve(id)).payment_status, 'unpaid');
});

test('by debit in euro, by card alone in kroner', async () => {
  const id = await open();
  assert.match((await page(`${id}?method=sepa_debit`)).html, /IBAN/);
  const debit = { method: 'sepa_debit', iban: 'AT611904300234573201', email: 'anna@example.com', name: 'Anna' };
  assert.equal((await page(id, { ...debit, iban: 'DE00' })).status, 422);
  assert.equal((await page(id, debit)).status, 303);
  const product = { unit_amount: 50_000, currency: 'nok', product_data: { name: 'x' } };
  const norwegian = await open({ locale: 'nb', line_items: [{ quantity: 1, price_data: product }] });
  const { html } = await page(`${norwegian}?method=sepa_debit`);
  assert.doesNotMatch(html, /IBAN/);
  assert.match(html, /500,00\skr|kr\s?500,00/);
});

test('expired, unknown and misused addresses say so', async () => {
  const id = await open();
  await kit.stripe.checkout.sessions.expire(id);
  const gone = await page(id);
  assert.equal(gone.status, 410);
  assert.match(gone.html, /scaduta[\s\S]+cancelled=1/);
  assert.equal((await page(id, card())).status, 410);
  assert.equal((await page('cs_test_guess')).status, 404);
  assert.equal((await page('..%2f..%2fetc')).status, 404);
  assert.equal((await page(await open(), card('4'.repeat(20_000)))).status, 413);
  assert.equal((await fetch(`${kit.origin}/c/pay/${await open()}`, { method: 'DELETE' })).status, 405);
});
