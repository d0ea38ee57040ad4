import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { after, test } from 'node:test';
import { startBalancer } from './balancer.mjs';
import { infra } from './install.mjs';
import { isAlive } from './lock.mjs';
import { chosenPorts, freePorts, refuseTakenPorts } from './places.mjs';
import { coreEnvironment, sellers } from './parts.mjs';
import { startPart } from './process.mjs';
import { startStack } from './stack.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'tessera-test-'));
after(() => rmSync(folder, { recursive: true, force: true }));

test('ports: a base moves all, a variable one, nonsense is named', () => {
  assert.equal(chosenPorts({}).edge, 7000);
  assert.equal(chosenPorts({ TESSERA_PORT_BASE: '8000' }).mail, 8041);
  assert.deepEqual(
    [chosenPorts({ EDGE_PORT: '9999' }, '8000').edge, chosenPorts({ EDGE_PORT: '9999' }, '8000').core],
    [9999, 8020],
  );
  assert.throws(() => chosenPorts({ EDGE_PORT: 'http' }), /EDGE_PORT must be a port/);
  assert.throws(() => chosenPorts({}, '80'), /port base/);
});

test('a taken port is named with who has it and how to choose another', async () => {
  const ports = await freePorts();
  const server = createServer().listen(ports.core, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  await assert.rejects(refuseTakenPorts(ports), (/** @type {Error} */ error) => {
    assert.match(error.message, new RegExp(`Port ${ports.core} \\(core\\) is used by .+TESSERA_CORE_PORT`));
    assert.match(error.message, /--port-base/);
    return true;
  });
  await new Promise((resolve) => server.close(resolve));
});

test('a part is stopped with everything it started', async () => {
  const ports = await freePorts();
  const script = `
    const { spawn } = require('node:child_process');
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    process.on('SIGTERM', () => {});
    require('node:http').createServer((_, response) => response.end(String(child.pid))).listen(${ports.core}, '127.0.0.1');`;
  const health = `http://127.0.0.1:${ports.core}/`;
  const plan = {
    name: 'stubborn',
    command: process.execPath,
    args: ['-e', script],
    cwd: folder,
    env: {},
    health,
    patience: 10_000,
  };
  const part = startPart(plan, folder, { stopPatience: 200 });
  await part.healthy();
  const grandchild = Number(await (await fetch(health)).text());
  assert.ok(isAlive(grandchild));
  await part.stop();
  assert.equal(isAlive(part.pid), false);
  assert.equal(isAlive(grandchild), false);
});

test('a part that fails to start shows the end of its log', async () => {
  const args = ['-e', 'console.error("no licence key"); process.exit(3)'];
  const plan = {
    name: 'broken',
    command: process.execPath,
    args,
    cwd: folder,
    env: {},
    health: 'http://127.0.0.1:1/',
    patience: 5_000,
  };
  await assert.rejects(startPart(plan, folder).healthy(), /broken ended \(exit code 3\)[\s\S]+no licence key/);
});

test('a run that was killed leaves nothing the next one does not clear away', async () => {
  const data = path.join(folder, 'killed');
  const args = [path.join(infra, 'local/stack.mjs'), '--parts', 'identity', '--data', data];
  const first = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'ignore'] });
  await createInterface({ input: first.stdout })[Symbol.asyncIterator]().next();
  await assert.rejects(startStack({ data, parts: ['identity'] }), /already runs on/);
  first.kill('SIGKILL');
  await new Promise((resolve) => first.once('exit', resolve));
  const [orphan] = JSON.parse(readFileSync(path.join(data, 'processes.json'), 'utf8'));
  assert.ok(isAlive(orphan.pid));

  /** @type {string[]} */
  const told = [];
  const next = await startStack({ data, parts: ['identity'], progress: (line) => told.push(line) });
  assert.equal(isAlive(orphan.pid), false);
  assert.match(told.join(), /earlier run left behind: identity/);

  const [own] = JSON.parse(readFileSync(path.join(data, 'processes.json'), 'utf8'));
  process.kill(own.pid, 'SIGKILL');
  assert.match(await next.ended, /identity ended \(SIGKILL\)/);
  await next.stop();
});

test('the Stripe sandbox starts and core is pointed at it; with keys of real accounts neither', async () => {
  const setting = {
    ports: await freePorts(),
    data: folder,
    connections: { owner: 'o', app: 'a' },
    secrets: { edge: 'e', session: 's' },
    paySecrets: {
      pay: 'p',
      webhooks: Object.fromEntries(Object.keys(sellers).map((tenant) => [tenant, `whsec_${tenant}`])),
    },
    hasMail: false,
    licenceKeyFile: 'k',
  };
  const local = coreEnvironment(setting);
  assert.equal(local['TESSERA_STRIPE_URL'], `http://127.0.0.1:${setting.ports.stripe}`);
  assert.equal(local['TESSERA_STRIPE_KEYS'], 'allnet=sk_test_allnet_sandbox;vcom=sk_test_vcom_sandbox');
  assert.equal(local['TESSERA_STRIPE_WEBHOOK_SECRETS'], 'allnet=whsec_allnet;vcom=whsec_vcom');
  assert.equal(local['TESSERA_SMTP'], undefined);
  assert.equal(
    coreEnvironment({ ...setting, hasMail: true })['TESSERA_SMTP'],
    `smtp://127.0.0.1:${setting.ports.smtp}`,
  );

  const answers = (/** @type {string} */ address) =>
    fetch(`${address}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
  const withSandbox = await startStack({ parts: ['stripe'] });
  assert.equal(await answers(withSandbox.addresses.stripe), true);
  await withSandbox.stop();
  process.env['TESSERA_STRIPE_KEYS'] = 'allnet=sk_live_x';
  try {
    const own = coreEnvironment(setting);
    assert.deepEqual(
      Object.keys(own).filter((name) => name.startsWith('TESSERA_STRIPE')),
      [],
    );
    const without = await startStack({ parts: ['stripe'] });
    assert.equal(await answers(without.addresses.stripe), false);
    await without.stop();
  } finally {
    delete process.env['TESSERA_STRIPE_KEYS'];
  }
});

test('a balancer passes each connection to the next that answers, and cuts what is cut', async () => {
  const { edge, ...ports } = await freePorts();
  const targets = [ports.core, ports.smtp, ports.mail];
  const answer = (/** @type {number} */ port) =>
    new Promise((resolve) => {
      const server = createServer((socket) => socket.end(String(port))).listen(port, '127.0.0.1', () =>
        resolve(server),
      );
    });
  const servers = /** @type {import('node:net').Server[]} */ (await Promise.all(targets.map(answer)));
  const balancer = await startBalancer(edge, targets);
  const ask = () =>
    new Promise((resolve) => {
      let text = '';
      connect(edge, '127.0.0.1')
        .on('data', (chunk) => (text += chunk))
        .on('error', () => undefined)
        .on('close', () => resolve(text));
    });
  const first = [await ask(), await ask(), await ask(), await ask()];
  assert.deepEqual(
    first,
    [0, 1, 2, 0].map((index) => String(targets[index])),
  );
  await new Promise((resolve) => servers[1]?.close(resolve));
  const rest = await Promise.all(Array.from({ length: 9 }, ask));
  assert.ok(
    rest.every((text) => text === String(targets[0]) || text === String(targets[2])),
    rest.join(),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  assert.equal(await ask(), '');
  await balancer.close();
});
