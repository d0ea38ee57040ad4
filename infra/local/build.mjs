/** What has to be built before it can run, and only when its sources changed. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ensurePackages, execute, npm, repository } from './install.mjs';

/** One configuration for everything, so that ./run and ./test share what they build. */
export const configuration = 'Release';

export const coreAssembly = path.join(
  repository,
  `backend/Tessera.Server/bin/${configuration}/net10.0/Tessera.Server.dll`,
);
export const edgeFolder = path.join(repository, 'backend/edge');
export const frontendFolder = path.join(repository, 'frontend');
export const edgeEntry = path.join(edgeFolder, 'dist/main.js');
export const staticFolder = path.join(frontendFolder, 'dist');

const stamps = path.join(repository, '.artifacts/built');
const notSources = new Set(['node_modules', 'bin', 'obj', 'dist', '.data', 'TestResults', 'generated']);

/**
 * @typedef {object} Target
 * @property {string} name
 * @property {string[]} sources files and folders, from the root
 * @property {string} output that must exist afterwards
 * @property {string} [packages] folder whose npm packages it needs, also at run time
 * @property {() => Promise<unknown>} build
 */

/** @type {Record<'core' | 'edge' | 'frontend', Target>} */
export const targets = {
  core: {
    name: 'core',
    sources: [
      'backend/Tessera.Domain',
      'backend/Tessera.Platform',
      'backend/Tessera.Server',
      'Directory.Build.props',
      'Directory.Packages.props',
      'global.json',
      '.editorconfig',
      'BannedSymbols.txt',
    ],
    output: coreAssembly,
    build: () =>
      execute('dotnet', ['build', 'backend/Tessera.Server', '-c', configuration, '--nologo', '-v', 'quiet'], {
        cwd: repository,
      }),
  },
  edge: {
    name: 'edge',
    sources: ['backend/edge'],
    output: edgeEntry,
    packages: edgeFolder,
    build: () => npm(edgeFolder, ['run', 'build', '--silent']),
  },
  frontend: {
    name: 'frontend',
    sources: ['frontend', 'backend/edge/schema.graphql'],
    output: path.join(staticFolder, 'index.html'),
    packages: frontendFolder,
    build: () => npm(frontendFolder, ['run', 'build', '--silent']),
  },
};

/**
 * @param {Target} target
 * @returns {Promise<boolean>} true when it had to build
 */
export async function ensureBuilt(target) {
  if (target.packages) await ensurePackages(target.packages);
  const stamp = path.join(stamps, target.name);
  const wanted = fingerprint(target.sources);
  const current = existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';
  if (current === wanted && existsSync(target.output)) return false;
  rmSync(stamp, { force: true });
  await target.build();
  if (!existsSync(target.output)) throw new Error(`Building ${target.name} did not give ${target.output}.`);
  mkdirSync(stamps, { recursive: true });
  writeFileSync(stamp, wanted);
  return true;
}

/** @param {string[]} sources */
function fingerprint(sources) {
  const hash = createHash('sha256').update(process.version);
  for (const file of sources.flatMap((source) => filesOf(path.join(repository, source)))) {
    hash.update(path.relative(repository, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

/**
 * @param {string} entry
 * @returns {string[]} sorted
 */
function filesOf(entry) {
  if (!existsSync(entry)) return [];
  const found = readdirIfFolder(entry);
  if (!found) return [entry];
  return found
    .filter(({ name }) => !notSources.has(name) && !name.startsWith('.install'))
    .sort((left, right) => (left.name < right.name ? -1 : 1))
    .flatMap((child) => {
      const file = path.join(entry, child.name);
      if (child.isDirectory()) return filesOf(file);
      return child.isFile() ? [file] : [];
    });
}

/** @param {string} entry */
function readdirIfFolder(entry) {
  try {
    return readdirSync(entry, { withFileTypes: true });
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOTDIR') return undefined;
    throw error;
  }
}
