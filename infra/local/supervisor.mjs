/** One run of the stack: what it has started, and how all of it is stopped again. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { coreAssembly } from './build.mjs';
import { execute, repository, stopExecuting } from './install.mjs';
import { forgetParts, rememberParts, stopLeftovers } from './leftovers.mjs';
import { tryLock, unlock } from './lock.mjs';
import { signalGroup, startPart } from './process.mjs';

/** @typedef {import('./process.mjs').Part} Part */
/** @typedef {import('./process.mjs').PartPlan} PartPlan */

/** Parts stop in this order, of several cores each: nobody loses what it needs before it is gone itself. */
const stopOrder = ['edge', 'core', 'stripe', 'mail', 'identity'];

/** A core that dies is started once more; dying again is no accident. */
const mayRestart = new Set(['core']);

export class Run {
  /** @type {Map<string, Part>} */
  #parts = new Map();
  /** @type {Set<Promise<unknown>>} */
  #pending = new Set();
  /** @type {import('./database.mjs').Database | undefined} */
  #database;
  /** @type {Set<string>} */
  #restarted = new Set();
  /** How parts were started, and which of them were ended on purpose. @type {Map<string, PartPlan>} */
  #plans = new Map();
  /** @type {Set<string>} */
  #halted = new Set();
  #isStopping = false;
  /** The data folder is ours, and not another run's. */
  #hasFolder = false;
  #memory;
  #lock;
  /** @type {(why: string) => void} */
  #end = () => undefined;

  /**
   * @param {string} data folder
   * @param {(line: string) => void} progress
   */
  constructor(data, progress) {
    this.data = data;
    this.progress = progress;
    this.#memory = path.join(data, 'processes.json');
    this.#lock = path.join(data, 'run.lock');
    /** @type {Promise<string>} */
    this.ended = new Promise((resolve) => (this.#end = resolve));
  }

  /** Takes the data folder for this run, and clears away what a killed one left. */
  async begin() {
    mkdirSync(this.data, { recursive: true });
    const holder = tryLock(this.#lock);
    if (holder !== undefined) {
      throw new Error(
        `Tessera already runs on ${this.data} (process ${holder}). Stop it there with Ctrl-C, or: kill ${holder}`,
      );
    }
    this.#hasFolder = true;
    const stale = await stopLeftovers(this.#memory);
    if (stale.length > 0) this.progress(`stopped what an earlier run left behind: ${stale.join(', ')}`);
  }

  /**
   * @template T
   * @param {string} name told when it took effort, that is when the work gives true
   * @param {() => Promise<T>} work
   * @returns {Promise<T>}
   */
  async step(name, work) {
    const from = performance.now();
    const result = await this.#tracked(work());
    if (result === true) this.progress(`${name} (${((performance.now() - from) / 1000).toFixed(1)} s)`);
    return result;
  }

  /** @param {{ port: number, server?: string | undefined }} options */
  async startDatabase({ port, server }) {
    const { startDatabase } = await import('./database.mjs');
    const options = { data: path.join(this.data, 'postgres'), port, server };
    const database = await this.#tracked(startDatabase(options));
    this.#database = database;
    database.cluster?.ended.then((why) => {
      if (this.#database === database) this.#end(`${why}; see ${database.cluster?.log}`);
    });
    return database;
  }

  /**
   * Ends PostgreSQL and starts it again on its data, as an operator does or a crash.
   * @param {{ isCrash: boolean }} how
   */
  async restartDatabase({ isCrash }) {
    const old = this.#database;
    if (!old?.cluster) throw new Error('There is no PostgreSQL of our own to restart.');
    this.#database = undefined;
    if (isCrash) process.kill(old.cluster.pid, 'SIGKILL');
    await old.stop();
    await this.startDatabase({ port: old.port });
  }

  /**
   * Ends a part for a while; nobody takes it for an accident.
   * @param {string} name
   * @param {'SIGKILL' | 'SIGTERM'} signal
   */
  async halt(name, signal) {
    const part = this.#parts.get(name);
    if (!part) throw new Error(`There is no part ${name}: ${[...this.#parts.keys()].join(', ')}.`);
    this.#halted.add(name);
    if (signal === 'SIGKILL') signalGroup(part.pid, 'SIGKILL');
    else await part.stop();
    await part.ended;
  }

  /** A part that was ended starts again as it was, and is healthy. @param {string} name */
  async revive(name) {
    const plan = this.#plans.get(name);
    if (!plan || !this.#halted.delete(name)) throw new Error(`The part ${name} was not ended.`);
    await this.start(plan);
  }

  /** What runs of the parts: name and process. */
  get alive() {
    return [...this.#parts.values()]
      .filter(({ name }) => !this.#halted.has(name))
      .map(({ name, pid }) => ({ name, pid }));
  }

  /** The database, to be asked and to be brought back to what it was. */
  get database() {
    if (!this.#database) throw new Error('There is no database.');
    return this.#database;
  }

  /** @param {string} sql */
  query(sql) {
    return this.database.query(sql);
  }

  /**
   * Starts a part and waits until it is healthy.
   * @param {PartPlan} plan
   */
  start(plan) {
    return this.#tracked(this.#startWatched(plan));
  }

  /** @param {PartPlan} plan */
  async #startWatched(plan) {
    if (this.#isStopping) throw new Error('stopping');
    const part = startPart(plan, path.join(this.data, 'logs'));
    this.#parts.set(plan.name, part);
    this.#plans.set(plan.name, plan);
    await rememberParts(this.#memory, [...this.#parts.values()]);
    await part.healthy();
    void part.ended.then((why) => this.#onDeath(plan, why));
  }

  /**
   * @param {PartPlan} plan
   * @param {string} why
   */
  #onDeath(plan, why) {
    if (this.#isStopping || this.#halted.has(plan.name)) return;
    const log = this.#parts.get(plan.name)?.log;
    if (!mayRestart.has(plan.name) || this.#restarted.has(plan.name)) return this.#end(`${why}; see ${log}`);
    this.#restarted.add(plan.name);
    this.progress(`${why}; starting it once more, see ${log}`);
    this.start(plan).catch((/** @type {Error} */ error) => this.#end(error.message));
  }

  /**
   * A command of core that ends by itself.
   * @param {'migrate' | 'seed'} verb
   * @param {Record<string, string>} env
   */
  core(verb, env) {
    return this.#tracked(execute('dotnet', [coreAssembly, verb], { cwd: repository, env: { ...process.env, ...env } }));
  }

  async stop() {
    this.#isStopping = true;
    stopExecuting();
    await this.#stopParts();
    // Whatever was under way arrives now, and goes the same way.
    await Promise.allSettled(this.#pending);
    await this.#stopParts();
    await this.#database?.stop();
    if (!this.#hasFolder) return;
    forgetParts(this.#memory);
    unlock(this.#lock);
  }

  async #stopParts() {
    for (const kind of stopOrder) {
      const names = [...this.#parts.keys()].filter((name) => name === kind || name.startsWith(`${kind}-`));
      await Promise.all(names.map((name) => this.#parts.get(name)?.stop()));
      names.forEach((name) => this.#parts.delete(name));
    }
  }

  /**
   * @template T
   * @param {Promise<T>} promise
   * @returns {Promise<T>}
   */
  #tracked(promise) {
    this.#pending.add(promise);
    const done = () => this.#pending.delete(promise);
    promise.then(done, done);
    return promise;
  }
}

/** @param {string} data folder of the database */
export async function removeCluster(data) {
  const { removeDatabase } = await import('./database.mjs');
  await removeDatabase(data);
}
