import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kind, parse, type FieldDefinitionNode, type InputValueDefinitionNode } from 'graphql';
import ts from 'typescript';
import { beforeAll, describe, expect, test } from 'vitest';
import { CoreCalls } from '../../backend/edge/src/core/calls.js';
import type { CoreClient } from '../../backend/edge/src/core/client.js';
import { Deadline } from '../../backend/edge/src/core/deadline.js';
import { PayCalls } from '../../backend/edge/src/core/pay-calls.js';
import { printedSchema } from '../../backend/edge/src/graphql/schema/index.js';
import { drift } from './support/drift.js';
import { uuid } from './support/world.js';

interface Operation {
  parameters?: { name: string; in: string }[];
  requestBody?: { content: Record<string, { schema: { $ref?: string } }> };
}
interface OpenApi {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, { properties?: Record<string, unknown>; required?: string[] }> };
}
const openapi = JSON.parse(readFileSync(join(import.meta.dirname, '../../backend/openapi.json'), 'utf8')) as OpenApi;

interface Call {
  verb: 'get' | 'post';
  path: string;
  query: string[];
}

/** Every call of these classes as they make it, by method. */
async function made(target: object, recorded: Call[]): Promise<Record<string, Call>> {
  const names = Object.getOwnPropertyNames(Object.getPrototypeOf(target)).filter(
    (name) =>
      !['constructor', 'command', 'once', 'get', 'post', 'page', 'items'].includes(name) ||
      (target instanceof PayCalls && name === 'page'),
  );
  const given: Record<string, unknown[]> = {
    adviser: [1],
    search: ['x'],
    expiry: [{ from: '2026-01-01', to: '2026-01-02', partnerId: uuid(1) }],
    matchKeys: [['x']],
    audit: [EVERY_PAGE, {}],
    explainKey: [uuid(1), '2026-01-01'],
    keyEvents: [uuid(1), EVERY_PAGE],
    points: [uuid(1), EVERY_PAGE],
    partnerNotes: [uuid(1), EVERY_PAGE],
    plan: [uuid(1), { suggest: true, keys: [uuid(2)], certify: ['basic'], on: '2026-12-01' }],
    importProblems: [uuid(1), EVERY_PAGE],
    keys: [{ ...EVERY_PAGE, count: false, fields: 'id' }, {}, 'EXPIRY'],
    imports: [EVERY_PAGE],
    reviews: [EVERY_PAGE],
    reviewResults: [uuid(1), EVERY_PAGE, { outcome: ['NOTICE'], marked: true }],
    reviewResult: [uuid(1), uuid(2)],
    reviewLines: [uuid(1), uuid(2), EVERY_PAGE],
    keyReviews: [uuid(1)],
    certificationPaths: [],
    certifications: [uuid(1)],
    courses: [EVERY_PAGE, { time: 'PAST', path: 'basic' }],
    inbox: [{ state: ['DEAD'] }],
    reminders: [{ partnerId: uuid(1) }],
    page: [true],
    state: [true],
  };
  const calls: Record<string, Call> = {};
  for (const name of names) {
    const listed = name.endsWith('s');
    const args = given[name] ?? (listed ? [EVERY_PAGE, {}] : [uuid(1)]);
    const method = (target as unknown as Record<string, (...all: unknown[]) => Promise<unknown>>)[name];
    if (name === 'quoteVersions') await method?.call(target, uuid(1));
    else await method?.apply(target, args);
    const call = recorded.at(-1);
    if (call !== undefined) calls[name] = call;
  }
  return calls;
}
const EVERY_PAGE = { first: 1, after: 'x', cursors: true };

/** `/v1/keys/018f…` → `/v1/keys/{id}`, as the document writes it. */
function template(path: string): string {
  const plain = path
    .replace(/(\/results\/)[0-9a-f]{8}-[0-9a-f-]{27}/, '$1{partnerId}')
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '{id}')
    .replace('/v1/allnet/', '/v1/{tenant}/');
  return plain;
}

let reads: Record<string, Call>;
let pays: Record<string, Call>;
beforeAll(async () => {
  const recorded: Call[] = [];
  const note = (verb: 'get' | 'post', url: string): Promise<unknown> => {
    const [path = '', query = ''] = url.split('?');
    recorded.push({ verb, path: template(path), query: [...new URLSearchParams(query).keys()] });
    return Promise.resolve([]);
  };
  const client = {
    get: (_: unknown, path: string) => note('get', path),
    post: (_: unknown, path: string) => note('post', path),
    json: ({ method, path }: { method: string; path: string }) => note(method === 'GET' ? 'get' : 'post', path),
  } as unknown as CoreClient;
  const deadline = new Deadline(60_000, () => new Error('late'));
  reads = await made(new CoreCalls(client, { headers: [], authenticated: true, deadline }), recorded);
  pays = await made(new PayCalls(client, { tenant: 'allnet', token: 'x' }, [], deadline), recorded);
  deadline.finish();
});

describe('every call of the edge is one the core has', () => {
  test('by path, method and query', () => {
    const calls = [...Object.entries(reads), ...Object.entries(pays)];
    expect(calls.length).toBeGreaterThan(35);
    for (const [name, { verb, path, query }] of calls) {
      const operation = openapi.paths[path]?.[verb];
      expect([name, path, operation === undefined ? 'missing' : 'there']).toEqual([name, path, 'there']);
      const taken = (operation?.parameters ?? []).map((parameter) => parameter.name);
      expect([name, query.filter((one) => !taken.includes(one))]).toEqual([name, []]);
    }
  });

  /** Mutation → the path its command is sent to. */
  const WRITES: Readonly<Record<string, string>> = {
    ...Object.fromEntries(
      ['Release', 'Renew', 'Assign', 'Reissue', 'TradeIn', 'Upgrade', 'Downgrade', 'Close'].map((verb) => [
        `${verb.charAt(0).toLowerCase()}${verb.slice(1)}Key`,
        `/v1/keys/{id}/${verb === 'TradeIn' ? 'trade-in' : verb.toLowerCase()}`,
      ]),
    ),
    issueKey: '/v1/keys/issue',
    reportUsage: '/v1/keys/{id}/report-usage',
    renewMaintenance: '/v1/keys/{id}/renew-maintenance',
    extendDeadline: '/v1/keys/{id}/extend-deadline',
    proposeTransfer: '/v1/keys/{id}/propose-transfer',
    acceptTransfer: '/v1/keys/{id}/accept-transfer',
    declineTransfer: '/v1/keys/{id}/decline-transfer',
    acknowledgeOverLimit: '/v1/keys/{id}/acknowledge-over-limit',
    registerCustomer: '/v1/customers/register',
    editCustomer: '/v1/customers/{id}/edit',
    commitImport: '/v1/imports/{id}/commit',
    stopImport: '/v1/imports/{id}/stop',
    resumeImport: '/v1/imports/{id}/resume',
    savePreferences: '/v1/me/preferences',
    createQuote: '/v1/quotes/create',
    reviseQuote: '/v1/quotes/{id}/revise',
    sendQuote: '/v1/quotes/{id}/send',
    revokePayLink: '/v1/quotes/{id}/revoke-link',
    voidQuote: '/v1/quotes/{id}/void',
    previewQuoteMail: '/v1/quotes/{id}/preview',
    readPayLink: '/v1/quotes/{id}/link',
    payQuote: '/v1/quotes/{id}/pay',
    settleCredit: '/v1/credits/{id}/settle',
    refundOrder: '/v1/orders/{id}/refund',
    retryInbox: '/v1/inbox/{eventId}/retry',
    saveReminders: '/v1/reminders/save',
    previewReminder: '/v1/reminders/preview',
    sendAgain: '/v1/messages/{id}/send-again',
    correctPoints: '/v1/partners/{id}/points/correct',
    startReview: '/v1/reviews/start',
    ...Object.fromEntries(
      ['stop', 'resume', 'approve', 'publish', 'cancel'].map((verb) => [`${verb}Review`, `/v1/reviews/{id}/${verb}`]),
    ),
    exemptPartner: '/v1/reviews/{id}/results/{partnerId}/exempt',
    correctReview: '/v1/reviews/{id}/results/{partnerId}/correct',
    addPartnerNote: '/v1/partners/{id}/notes/add',
    viewAsPartner: '/v1/partners/{id}/view-as',
    saveLevelRules: '/v1/level-rules/save',
    discardLevelRules: '/v1/level-rules/discard',
    publishLevelRules: '/v1/level-rules/publish',
    withdrawLevelRules: '/v1/level-rules/withdraw',
    approveApplication: '/v1/applications/{id}/approve',
    declineApplication: '/v1/applications/{id}/decline',
    invitePerson: '/v1/partners/{id}/team/invite',
    revokeInvitation: '/v1/partners/{id}/invitations/{invitation}/revoke',
    changeRole: '/v1/partners/{id}/team/{person}/role',
    disablePerson: '/v1/partners/{id}/team/{person}/disable',
    enablePerson: '/v1/partners/{id}/team/{person}/enable',
    suspendPartner: '/v1/partners/{id}/suspend',
    resumePartner: '/v1/partners/{id}/resume',
    saveCertificationPath: '/v1/certification-paths/save',
    createCourse: '/v1/courses/create',
    changeCourse: '/v1/courses/{id}/change',
    cancelCourse: '/v1/courses/{id}/cancel',
    enrolPerson: '/v1/courses/{id}/enrol',
    withdrawPerson: '/v1/courses/{id}/withdraw',
    recordResults: '/v1/courses/{id}/results',
    revokeCertificate: '/v1/certificates/{id}/revoke',
    remindPerson: '/v1/partners/{id}/certifications/remind',
  };
  const mutations: FieldDefinitionNode[] = [];
  const inputs = new Map<string, readonly InputValueDefinitionNode[]>();
  for (const one of parse(printedSchema()).definitions) {
    if (one.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION) inputs.set(one.name.value, one.fields ?? []);
    if (one.kind === Kind.OBJECT_TYPE_DEFINITION && one.name.value === 'Mutation')
      mutations.push(...(one.fields ?? []));
  }

  /** Fields that are no part of the body; the preferences are all of it. */
  const OURS = [
    'id',
    'partner',
    'eventId',
    'personId',
    'invitationId',
    'idempotencyKey',
    'clientMutationId',
    'preferences',
  ];

  test.each(mutations.map(({ name }) => name.value))('%s', (name) => {
    const path = WRITES[name] ?? '';
    expect(path).not.toBe('');
    const operation = openapi.paths[path]?.['post'];
    expect([path, operation === undefined ? 'missing' : 'there']).toEqual([path, 'there']);
    const ref = operation?.requestBody?.content['application/json']?.schema.$ref;
    const body = openapi.components.schemas[ref?.replace('#/components/schemas/', '') ?? ''];
    expect([name, body === undefined ? 'no body' : 'described']).toEqual([name, 'described']);
    const fields = inputs.get(`${name.charAt(0).toUpperCase()}${name.slice(1)}Input`) ?? [];
    const given = fields.filter((field) => !OURS.includes(field.name.value));
    const unknown = given.filter((field) => !(field.name.value in (body?.properties ?? {})));
    expect(unknown.map((field) => field.name.value)).toEqual([]);
    const sure = given
      .filter((field) => field.type.kind === Kind.NON_NULL_TYPE || field.defaultValue !== undefined)
      .map((field) => field.name.value);
    expect((body?.required ?? []).filter((one) => !sure.includes(one))).toEqual([]);
  });

  test('every command has a row', () => {
    expect(Object.keys(WRITES).sort()).toEqual(mutations.map(({ name }) => name.value).sort());
  });
});

describe('every answer of the core is what the edge takes it for', () => {
  /** Answers of writes, by the type they are read as. */
  const ANSWERS: [path: string, type: string][] = [
    ['/v1/keys/{id}/renew', "import('./key-types.js').KeyDetail"],
    ['/v1/keys/issue', "import('./key-types.js').KeyDetail"],
    ['/v1/customers/register', "import('./types.js').Customer"],
    ['/v1/quotes/{id}/preview', "import('./quote-types.js').MailPreview"],
    ['/v1/quotes/{id}/link', "import('./quote-types.js').PayLink"],
    ['/v1/quotes/{id}/pay', "import('./quote-types.js').Checkout"],
    ['/v1/credits/{id}/settle', "import('./order-types.js').Credit"],
    ['/v1/orders/{id}/refund', "import('./order-types.js').OrderDetail"],
    ['/v1/inbox/{eventId}/retry', "import('./order-types.js').InboxEvent"],
    ['/v1/reminders/save', "import('./message-types.js').Reminders"],
    ['/v1/reminders/preview', "import('./message-types.js').ReminderPreview"],
    ['/v1/messages/{id}/send-again', "import('./message-types.js').Message"],
    ['/v1/partners/{id}/notes/add', "import('./programme-types.js').PartnerNote"],
    ['/v1/partners/{id}/view-as', "import('./programme-types.js').Viewing"],
    ['/v1/level-rules/save', "import('./programme-types.js').LevelRuleBook"],
    ['/v1/applications/{id}/approve', "import('./joining/types.js').Application"],
    ['/v1/courses/create', "import('./learning/types.js').Course"],
    ['/v1/courses/{id}/results', "import('./learning/types.js').Results"],
    ['/v1/certificates/{id}/revoke', "import('./learning/types.js').RevokedCertificate"],
    ['/v1/partners/{id}/certifications/remind', "import('./learning/types.js').Reminded"],
    ['/v1/certification-paths/save', "import('./learning/types.js').CertificationPath"],
    ['/v1/partners/{id}/team/invite', "import('./joining/types.js').Team"],
    ['/v1/partners/{id}/team/{person}/role', "import('./joining/types.js').RoleChange"],
    ...['create', '{id}/revise', '{id}/send', '{id}/revoke-link', '{id}/void'].map((verb): [string, string] => [
      `/v1/quotes/${verb}`,
      "import('./quote-types.js').QuoteDetail",
    ]),
  ];

  test('to the last field and null (TypeScript says so)', async () => {
    const rows = [
      ...Object.entries(reads).map(([name, call]) => ({ ...call, name, type: `Taken<'${name}'>` })),
      ...Object.entries(pays)
        .filter(([name]) => ['page', 'state', 'accept', 'resend'].includes(name))
        .map(([name, call]) => ({ ...call, name, type: `Shown<'${name}'>` })),
      ...ANSWERS.map(([path, type]) => ({ verb: 'post', path, type, name: path })),
    ];
    expect(await drift(rows)).toEqual([]);
  }, 120_000);

  test('and a difference is found', async () => {
    const wrong = [
      { name: 'a', verb: 'get', path: '/v1/me', type: '{ name: number }' },
      { name: 'b', verb: 'get', path: '/v1/quotes', type: "{ items: { state: 'SENT' }[] }" },
      { name: 'c', verb: 'get', path: '/v1/quotes/{id}', type: '{ shoeSize: number }' },
      { name: 'd', verb: 'get', path: '/v1/quotes/{id}', type: '{ email: string }' },
      { name: 'e', verb: 'get', path: '/v1/none', type: 'object' },
    ];
    const found = await drift(wrong);
    expect(found.map((line) => line[0])).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(ts.version).toMatch(/^6\./);
  }, 120_000);
});
