import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PayView } from '../../backend/edge/src/core/pay-types.js';
import { Harness } from './support/harness.js';
import { aQuoteLine } from './support/orders.js';
import { aPaidView, aPayView, anOverView, FORM, PAY } from './support/pay.js';
import { problem } from './support/stub-core.js';
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

const CORPUS = [
  '<script>window.__xss=1</script>',
  '"><img src=x onerror=alert(1)>',
  "' autofocus onfocus='alert(1)",
  '</title></textarea></script><svg/onload=alert(1)>',
  'javascript:alert(1)',
  '&lt;b&gt; &#39; &amp;',
  '\u202egnp.exe\u2066',
  '\u0000\u0008\ud800 lone',
  '${7*7} {{7*7}} {name}',
  'line one\r\nline two\n\n<b>three',
];

describe('F34: whatever a name or note says, it is text', () => {
  test.each(CORPUS)('%j', async (evil) => {
    const line = { ...aQuoteLine(1), number: evil, ifNotRenewed: evil, stops: [{ code: evil, text: evil }] };
    const step = line.steps[0];
    if (step === undefined) throw new Error('no step');
    const said = {
      quoteNumber: evil,
      customerName: evil,
      poNumber: evil,
      note: evil,
      vatText: evil,
      maskedEmail: evil,
      tenant: { slug: 'allnet', name: evil, languages: [evil] },
      partner: { name: evil, email: evil },
      seller: { name: evil, address: evil, country: evil, vatId: evil },
      failure: { code: evil, text: evil },
      lines: [
        {
          ...line,
          steps: [{ ...step, text: evil, rule: evil, version: evil }],
          warnings: [{ code: evil, rule: evil, text: evil }],
        },
      ],
    };
    const pages: PayView[] = [
      anOverView({
        ...said,
        state: 'FAILED',
        needsAcknowledgement: [{ keyId: uuid(1), number: evil, counted: 1, max: 1, text: evil }],
      }),
      aPayView({ ...said, state: 'EXPIRED' }),
      aPayView({ ...said, state: 'VOID' }),
      {
        ...aPaidView(),
        ...said,
        receipt: {
          number: evil,
          issuedOn: null,
          gross: { minor: 1, currency: 'EUR' },
          paidAt: null,
          lines: [{ number: evil, to: null, state: 'CREDITED' }],
        },
      },
    ];
    const tags = (text: string): string[] => [...text.matchAll(/<(\/?[a-z0-9]+)/gi)].map(([, tag = '']) => tag);
    for (const view of pages) {
      tell(view);
      const text = await (await edge.fetch(PAY)).text();
      const harmless = JSON.parse(JSON.stringify(view).replaceAll(JSON.stringify(evil).slice(1, -1), 'x')) as PayView;
      tell(harmless);
      const plain = await (await edge.fetch(PAY)).text();
      expect(tags(text)).toEqual(tags(plain));
      expect(text).not.toMatch(/<[^>]*\son\w+\s*=/i);
      expect(text).not.toMatch(/(?:href|src|action)="\s*(?:javascript|data):/i);
      expect(['\u0000', '\u0008', '\u202e', '\u2066'].filter((unseen) => text.includes(unseen))).toEqual([]);
    }
  });

  test('what is typed comes back as text too', async () => {
    tell(aPayView());
    const fields = [{ field: 'name', code: 'TOO_LONG', message: '' }];
    edge.core.on('POST /v1/allnet/pay/accept', () => problem(400, 'INVALID_INPUT', { fields }));
    for (const evil of CORPUS) {
      const body = new URLSearchParams({ version: '1', name: evil }).toString();
      const response = await edge.fetch(`${PAY}/accept`, { method: 'POST', headers: FORM, body });
      const text = await response.text();
      expect(text.match(/<input/g)).toHaveLength(2);
      expect(text).not.toContain('<script>window');
      expect(text).not.toContain('<img');
    }
  });
});
