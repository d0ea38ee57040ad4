import { execFile, execFileSync, spawn } from 'node:child_process';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const ports = { floor: 7781, core: 7782, edge: 7783, identity: 7784 };
const audience = 'cccccccc-0000-4000-8000-000000000003';
const client = 'aaaaaaaa-0000-4000-8000-000000000001';
const tenants = 100;
const provider = 'http://127.0.0.1:7785';
const webhookSecret = 'whsec_bench_0123456789abcdef0123456789';

/** Floors and system on one private PostgreSQL with fsync on. */
export class System {
  floor = `http://127.0.0.1:${ports.floor}`;
  core = `http://127.0.0.1:${ports.core}`;
  edge = `http://127.0.0.1:${ports.edge}`;
  #root;
  #folder;
  #database;
  #connections;
  #children = [];
  #issuer;
  #keys = 0;
  #from = {};
  #tokens = [];

  constructor(root, folder) {
    this.#root = root;
    this.#folder = folder;
    this.files = path.join(folder, 'files');
  }

  /** Where the next run of a goal starts in the list of numbers, as a share of all keys, so that keys stay distinct over runs. */
  next(goal, share) {
    const from = this.#from[goal] ?? 0;
    this.#from[goal] = (from + Math.round(share * this.#keys)) % Math.round(0.95 * this.#keys);
    return from;
  }

  build() {
    this.#do('dotnet', ['build', 'tests/bench/Tessera.Bench', '-c', 'Release', '--nologo', '-v', 'quiet']);
    this.#do('npm', ['--prefix', 'backend/edge', 'ci', '--silent', '--no-audit', '--no-fund']);
    this.#do('npm', ['--prefix', 'backend/edge', 'run', 'build', '--silent']);
  }

  async startDatabase() {
    const args = ['infra/local/postgres.mjs', '--temporary', '--set', 'shared_buffers=2GB', '--set', 'max_connections=200', '--set', 'max_wal_size=8GB'];
    this.#database = spawn('node', args, { cwd: this.#root, stdio: ['pipe', 'pipe', 'inherit'] });
    for await (const line of createInterface({ input: this.#database.stdout })) {
      this.#connections = JSON.parse(line);
      break;
    }
    const [database] = this.#connections.app.match(/Database=[^;]*/);
    this.#connections.superuser = this.#connections.superuser.replace(/Database=[^;]*/, database);
    this.#dotnet('backend/Tessera.Server/bin/Release/net10.0/Tessera.Server.dll', ['migrate'], { TESSERA_DATABASE_OWNER: this.#connections.owner });
  }

  async stopDatabase() {
    this.#database.stdin.end();
    await new Promise((resolve) => this.#database.once('exit', resolve));
    this.#database = undefined;
  }

  generate(keys) {
    this.#keys = keys;
    this.#bench(['generate', this.#connections.superuser, String(keys), this.files]);
  }

  floorSchema(keys) {
    this.#bench(['floor-schema', this.#connections.superuser, String(keys)]);
  }

  buffers(keys) {
    return JSON.parse(this.#bench(['buffers', this.#connections.superuser, String(keys)]).trim().split('\n').at(-1));
  }

  async startServices() {
    await this.#startIssuer();
    await this.#startFloor();
    await this.#startCore();
    await this.#startEdge();
  }

  /** From nothing running but PostgreSQL to the first right answer of a device, and the same for the bare floor. */
  async coldStart() {
    for (const child of this.#children.splice(0)) await end(child);
    const times = { core: [], floor: [] };
    const [tenant, number] = readFileSync(path.join(this.files, 'numbers.txt'), 'utf8').split('\n', 1)[0].split(' ');
    for (let i = 0; i < 5; i += 1) {
      times.floor.push(await this.#timed(() => this.#startFloor(false), () => fetch(`${this.floor}/l4r`, { method: 'POST' })));
      times.core.push(
        await this.#timed(
          () => this.#startCore(false),
          () => fetch(`${this.core}/v1/${tenant}/validate`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ key: number }) }),
        ),
      );
    }
    const middle = (list) => list.sort((a, b) => a - b)[2];
    return { floor: middle(times.floor), core: middle(times.core) };
  }

  /** Validation of a key with 10 000 events beside one with 10, past the memory: milliseconds, medians of 400 each. */
  async longKey() {
    this.#bench(['long-key', this.#connections.app, this.files]);
    const medians = {};
    for (const line of readFileSync(path.join(this.files, 'long-keys.txt'), 'utf8').trim().split('\n')) {
      const [tenant, number, events] = line.split(' ');
      const times = [];
      for (let i = 0; i < 400; i += 1) {
        const started = performance.now();
        const answer = await this.#validate(tenant, number, `a3f9e1b8${String(i).padStart(4, '0')}`);
        times.push(performance.now() - started);
        if (!answer.status) throw new Error(`no answer for the key with ${events} events`);
      }
      medians[events] = times.sort((a, b) => a - b)[200];
    }
    return medians;
  }

  /** Flows of a renewal from quote to renewed, one side. The provider is played by the driver. */
  async renewals(side, { seconds, flows }) {
    const from = this.#from.renewals ?? 0;
    const result = await this.#drive('renewals', side, side === 'ours' ? this.core : this.floor, this.files, String(seconds), String(flows), String(from));
    this.#from.renewals = result.next;
    return result;
  }

  /** Signed messages of the provider as fast as they are answered, one side. */
  webhooks(side, { seconds, connections }) {
    return this.#drive('webhooks', side, side === 'ours' ? this.core : this.floor, String(seconds), String(connections));
  }

  /** One programme to be reviewed (G6), in a database of its own. */
  generateReview(keys, partners) {
    return this.#bench(['review-world', this.#connections.superuser, String(keys), String(partners)]).trim();
  }

  bareReview() {
    return JSON.parse(this.#bench(['review-floor', this.#connections.superuser, this.#connections.app]).trim().split('\n').at(-1));
  }

  /** The issuer of tokens and one core that works on what is asked of it. */
  async startReviewer() {
    await this.#startIssuer();
    return this.#startCore(true, 'all');
  }

  sql(text) {
    return this.#sql(text);
  }

  /** Asks core as one of two operators of the programme to be reviewed. */
  review(person, path, body) {
    return this.operator(person, `/v1/reviews/${path}`, body);
  }

  /** The same, of anything. */
  async operator(person, path, body) {
    const headers = { authorization: `Bearer ${this.#tokens[person]}`, 'content-type': 'application/json', ...(body && { 'idempotency-key': randomUUID() }) };
    const response = await fetch(this.core + path, { method: body ? 'POST' : 'GET', headers, body: body && JSON.stringify(body) });
    const answer = await response.json();
    if (!response.ok) throw new Error(`${path}: ${JSON.stringify(answer)}`);
    return answer;
  }

  /** Every renewal that was paid is one renewal of its key, and the money is where it should be. */
  checkRenewals() {
    const [line] = this.#sql(
      "SELECT (SELECT count(*) FROM payment WHERE state = 'PAID') || ' ' || (SELECT count(*) FROM order_line WHERE state = 'APPLIED') || ' ' || (SELECT count(*) FROM key_event WHERE name IN ('key.renewed.v1', 'key.maintenance-renewed.v1')) || ' ' || (SELECT coalesce(sum(amount_minor), 0) FROM ledger_posting)",
    );
    const [paid, applied, renewed, sum] = line.split(' ');
    if (paid !== applied || applied !== renewed || sum !== '0') throw new Error(`paid ${paid}, applied ${applied}, renewed ${renewed}, ledger ${sum}`);
    return `${paid} payments, ${applied} lines, ${renewed} renewals of keys; the ledger sums to 0`;
  }

  async #drive(...args) {
    const { stdout } = await promisify(execFile)('dotnet', ['tests/bench/Tessera.Bench/bin/Release/net10.0/Tessera.Bench.dll', ...args], { cwd: this.#root, encoding: 'utf8' });
    return JSON.parse(stdout.trim().split('\n').at(-1));
  }

  /** Resident memory of core and edge in MiB. */
  memory() {
    const [, core, edge] = this.#children;
    const rss = (child) => Math.round(Number(readFileSync(`/proc/${child.pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)[1]) / 1024);
    return { core: rss(core), edge: rss(edge) };
  }

  async checkValidation() {
    const lines = readFileSync(path.join(this.files, 'numbers.txt'), 'utf8').split('\n').slice(0, 4000);
    let right = 0;
    for (let i = 0; i < 50; i += 1) {
      const [tenant, number] = lines[i * 79].split(' ');
      const answer = await this.#validate(tenant, number, 'a3f9e1b84cf7');
      const [row] = this.#sql(`SELECT size FROM licence_key WHERE number = '${number}'`);
      if (answer.status === 'FALLBACK' ? answer.size === 4 : answer.size === Number(row)) right += 1;
    }
    return `${right} of 50 answers agree with the database`;
  }

  checkActivations() {
    const [events, bound] = this.#sql("SELECT (SELECT count(*) FROM key_event WHERE name = 'key.activated.v1') || ' ' || (SELECT count(*) FROM activation)")[0].split(' ');
    return `${events} activation events, ${bound} bound keys`;
  }

  async checkPage(graphql) {
    const [tenant, cursor] = readFileSync(path.join(this.files, 'pages.txt'), 'utf8').split('\n', 1)[0].split(' ');
    const headers = { authorization: `Bearer ${this.#tokens[Number(tenant) - 1]}`, 'content-type': 'application/json' };
    const query = 'query($after: String) { keys(first: 50, after: $after) { nodes { id customer { name } partner { name } } } }';
    const answer = graphql
      ? await ask(`${this.edge}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query, variables: { after: cursor } }) }).then((r) => r.json())
      : await ask(`${this.core}/v1/keys?first=50&count=false&after=${cursor}`, { headers }).then((r) => r.json());
    const rows = graphql ? answer.data?.keys.nodes : answer.items;
    const whole = rows?.length === 50 && rows.every((row) => row.customer.name.startsWith(`Customer ${tenant} `) && row.partner.name.startsWith(`Partner ${tenant} `));
    if (!whole) throw new Error(`the page is not right: ${JSON.stringify(answer).slice(0, 400)}`);
    return '50 rows of the right tenant with customer and partner';
  }

  /** Everything but what was built ends, and a new database is there. */
  async anew() {
    await this.stop();
    await this.startDatabase();
  }

  async stop() {
    for (const child of this.#children.splice(0)) await end(child);
    this.#issuer?.close();
    this.#issuer = undefined;
    this.#tokens = [];
    if (this.#database) await this.stopDatabase();
  }

  async #validate(tenant, number, fingerprint) {
    const body = JSON.stringify({ key: number, fingerprint });
    const response = await ask(`${this.core}/v1/${tenant}/validate`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    return response.json();
  }

  #sql(text) {
    const part = this.#parts();
    const env = { ...process.env, PGPASSWORD: part.Password ?? '' };
    return execFileSync('psql', ['-h', part.Host, '-p', part.Port, '-U', part.Username, '-d', part.Database, '-Atc', text], { encoding: 'utf8', env, maxBuffer: 2 ** 26 }).trim().split('\n');
  }

  #parts() {
    return Object.fromEntries(this.#connections.superuser.split(';').filter(Boolean).map((pair) => pair.split(/=(.*)/s).slice(0, 2)));
  }

  #do(command, args) {
    return execFileSync(command, args, { cwd: this.#root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  }

  #bench(args) {
    return this.#do('dotnet', ['tests/bench/Tessera.Bench/bin/Release/net10.0/Tessera.Bench.dll', ...args]);
  }

  #dotnet(dll, args, env) {
    execFileSync('dotnet', [dll, ...args], { cwd: this.#root, env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'inherit'] });
  }

  async #timed(start, ask) {
    const started = performance.now();
    const child = await start();
    for (;;) {
      const response = await ask().catch(() => undefined);
      if (response?.ok) break;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const milliseconds = performance.now() - started;
    await end(child);
    return milliseconds;
  }

  #startFloor(keep = true) {
    const dll = 'tests/bench/Tessera.Bench/bin/Release/net10.0/Tessera.Bench.dll';
    return this.#start('dotnet', [dll, 'floor', this.#connections.app, this.floor], {}, keep && `${this.floor}/l4r`, 'POST', keep);
  }

  #startCore(keep = true, role = 'api') {
    const unlimited = Object.fromEntries(['PERSON', 'ORGANISATION', 'DEVICE_ADDRESS', 'LICENCE_KEY', 'UNKNOWN_KEYS'].map((name) => [`TESSERA_LIMIT_${name}`, '10000000']));
    const env = {
      ASPNETCORE_ENVIRONMENT: 'Development',
      TESSERA_URLS: this.core,
      TESSERA_ROLE: role,
      TESSERA_DATABASE: this.#connections.app,
      TESSERA_IDENTITY_AUTHORITY: `http://127.0.0.1:${ports.identity}`,
      TESSERA_IDENTITY_AUDIENCE: audience,
      TESSERA_IDENTITY_CLIENTS: client,
      TESSERA_EDGE_SECRET: 'bench-edge-secret-0123456789-0123456789',
      TESSERA_PUBLIC_URL: this.edge,
      TESSERA_PAY_SECRET: 'bench-pay-secret-0123456789-0123456789',
      TESSERA_STRIPE_URL: provider,
      TESSERA_STRIPE_KEYS: ofEachTenant('sk_test_bench'),
      TESSERA_STRIPE_WEBHOOK_SECRETS: ofEachTenant(webhookSecret),
      ...unlimited,
    };
    return this.#start('dotnet', ['backend/Tessera.Server/bin/Release/net10.0/Tessera.Server.dll'], env, keep && `${this.core}/health/ready`, 'GET', keep);
  }

  #startEdge() {
    const env = {
      NODE_ENV: 'development',
      EDGE_HOST: '127.0.0.1',
      EDGE_PORT: String(ports.edge),
      EDGE_PUBLIC_URL: `http://localhost:${ports.edge}`,
      EDGE_CORE_URL: this.core,
      EDGE_CORE_SECRET: 'bench-edge-secret-0123456789-0123456789',
      EDGE_SESSION_SECRET: 'bench-session-secret-0123456789-0123456789',
      EDGE_LOG_LEVEL: 'error',
      EDGE_RATE_GRAPHQL: '1000000000',
      EDGE_RATE_COST: '1000000000',
      OIDC_AUTHORITY: `http://localhost:${ports.identity}`,
      OIDC_CLIENT_ID: client,
      OIDC_CLIENT_SECRET: 'dev-edge-secret-not-for-production',
      OIDC_API_SCOPE: 'api://tessera/access_as_user',
    };
    return this.#start('node', ['backend/edge/dist/main.js'], env, `${this.edge}/health/live`, 'GET', true);
  }

  async #start(command, args, env, healthy, method, keep) {
    if (healthy && (await fetch(healthy, { method }).catch(() => undefined))) throw new Error(`something else answers at ${healthy}`);
    const child = spawn(command, args, { cwd: this.#root, env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'inherit'] });
    if (keep) this.#children.push(child);
    for (let waited = 0; healthy; waited += 100) {
      const response = await fetch(healthy, { method }).catch(() => undefined);
      if (response?.ok) break;
      if (waited > 30_000 || child.exitCode !== null) throw new Error(`${args[0]} did not become healthy`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return child;
  }

  /** An identity provider reduced to its keys; one operator per tenant. */
  async #startIssuer() {
    const { SignJWT, exportJWK } = await import('../../infra/node_modules/jose/dist/webapi/index.js');
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const jwk = { ...(await exportJWK(publicKey)), kid: 'bench', use: 'sig', alg: 'RS256' };
    const authority = `http://127.0.0.1:${ports.identity}`;
    const metadata = { issuer: `${authority}/{tenantid}/v2.0`, jwks_uri: `${authority}/keys`, authorization_endpoint: `${authority}/a`, token_endpoint: `${authority}/t` };
    this.#issuer = http.createServer((request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(request.url === '/keys' ? { keys: [jwk] } : metadata));
    });
    await new Promise((resolve) => this.#issuer.listen(ports.identity, '127.0.0.1', resolve));
    const guid = (n) => n.toString(16).padStart(32, '0').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    for (let tenant = 1; tenant <= tenants; tenant += 1) {
      const tid = guid(tenant + 4096);
      const claims = { tid, oid: guid(tenant), ver: '2.0', azp: client, scp: 'access_as_user', name: 'Bench', preferred_username: 'bench' };
      this.#tokens.push(await new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'bench', typ: 'JWT' }).setIssuer(`${authority}/${tid}/v2.0`).setAudience(audience).setIssuedAt().setExpirationTime('6h').sign(privateKey));
    }
    mkdirSync(this.files, { recursive: true });
    writeFileSync(path.join(this.files, 'tokens.txt'), `${this.#tokens.join('\n')}\n`);
  }
}

const ofEachTenant = (value) => Array.from({ length: tenants }, (_, n) => `t${n + 1}=${value}`).join(';');

/** A request that is made again once where a kept connection was closed meanwhile. */
const ask = (url, init) => fetch(url, init).catch(() => fetch(url, init));

function end(child) {
  return new Promise((resolve) => {
    if (child.exitCode !== null) return resolve();
    child.once('exit', resolve);
    child.kill('SIGTERM');
  });
}
