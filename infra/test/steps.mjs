/** The steps of ./test: what each runs, what it waits for, and how its tests are counted. */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { configuration, edgeFolder, ensureBuilt, frontendFolder, targets } from '../local/build.mjs';
import { ensurePackages, infra, repository } from '../local/install.mjs';
import { ensureChromium } from './chromium.mjs';
import { readCtrf, readNode, readVitest } from './reports.mjs';

/** @typedef {import('./reports.mjs').Counts} Counts */

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string[]} after names of steps that must have gone well
 * @property {boolean} [quiet] not worth a line when it goes well
 * @property {(run: Execute, report: string) => Promise<unknown>} work
 * @property {(report: string) => Counts} [reader] of the report, for steps that run tests
 * @property {number} [patience] ms
 */

/**
 * @typedef {(command: string, args: string[], options?: { cwd?: string, env?: Record<string, string> }) => Promise<void>} Execute
 *   fails with the end of what was printed
 */

const minute = 60_000;
const testsFolder = path.join(repository, 'tests');

/** Parts a person may ask for: ./test domain */
export const parts = ['domain', 'server', 'architecture', 'browser', 'edge', 'frontend', 'infra', 'faults', 'lint'];

/**
 * The steps for these parts, with all that they wait for, in the order to begin them.
 * @param {string[]} chosen
 * @returns {Step[]}
 */
export function stepsFor(chosen) {
  const all = allSteps();
  /** @type {Set<string>} */
  const wanted = new Set();
  const add = (/** @type {string} */ name) => {
    const step = all.find((entry) => entry.name === name);
    if (!step || wanted.has(name)) return;
    wanted.add(name);
    step.after.forEach(add);
  };
  const isPart = (/** @type {string} */ name) => chosen.some((part) => name === part || name.startsWith(`${part} `));
  all.filter(({ name }) => isPart(name)).forEach(({ name }) => add(name));
  return all.filter(({ name }) => wanted.has(name));
}

/** @returns {Step[]} */
function allSteps() {
  const nodeFolders = /** @type {const} */ ([
    ['infra', infra],
    ['edge', edgeFolder],
    ['frontend', frontendFolder],
  ]);
  return [
    { name: 'build', after: [], work: buildSolution, patience: 30 * minute },
    ...nodeFolders.map(([name, folder]) => packagesStep(name, folder)),
    nodeTests(),
    dotnetTests('domain', 'Domain.Tests'),
    { name: 'lint format of C#', after: ['build'], work: checkCsharpFormat },
    lintStep('infra', infra, 'packages of infra'),
    buildStep('edge', 'packages of edge'),
    buildStep('frontend', 'packages of frontend'),
    // What is generated has to be there before types can be checked.
    lintStep('edge', edgeFolder, 'build of edge'),
    lintStep('frontend', frontendFolder, 'build of frontend'),
    dotnetTests('server', 'Server.Tests', ['packages of infra']),
    vitestStep('edge', edgeFolder, ['build of edge']),
    vitestStep('frontend', frontendFolder, ['build of frontend']),
    dotnetTests('architecture', 'Architecture.Tests', ['packages of infra']),
    dotnetTests('browser', 'Browser.Tests', ['packages of infra', 'build of edge', 'build of frontend', 'chromium']),
    faultTests('faults', 'faults.test.mjs'),
    // One after the other: each starts a system of its own.
    faultTests('faults of reviews', 'reviews.test.mjs', ['faults']),
    { name: 'chromium', after: [], quiet: true, work: ensureChromium, patience: 30 * minute },
  ];
}

/** @param {Execute} run */
function buildSolution(run) {
  const args = ['build', 'SaaS.sln', '-c', configuration, '--nologo', '-v', 'quiet', '-nodeReuse:false'];
  return run('dotnet', args);
}

/** @param {Execute} run */
function checkCsharpFormat(run) {
  return run('dotnet', [
    'format',
    'whitespace',
    '.',
    '--folder',
    '--verify-no-changes',
    '--exclude',
    '**/node_modules',
  ]);
}

/**
 * @param {string} name
 * @param {string} folder
 * @returns {Step}
 */
function packagesStep(name, folder) {
  return {
    name: `packages of ${name}`,
    after: [],
    quiet: true,
    work: () => ensurePackages(folder),
    patience: 30 * minute,
  };
}

/**
 * @param {'edge' | 'frontend'} name
 * @param {string} after
 * @returns {Step}
 */
function buildStep(name, after) {
  return { name: `build of ${name}`, after: [after], work: () => ensureBuilt(targets[name]) };
}

/**
 * Whatever of lint, types and formatting the package has a script for.
 * @param {string} name
 * @param {string} folder
 * @param {string} after
 * @returns {Step}
 */
function lintStep(name, folder, after) {
  return {
    name: `lint of ${name}`,
    after: [after],
    async work(run) {
      const { scripts = {} } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
      for (const script of ['lint', 'typecheck', 'format:check']) {
        if (script in scripts) await run('npm', ['run', '--silent', script], { cwd: folder });
      }
    },
  };
}

/**
 * @param {string} name
 * @param {string} project
 * @param {string[]} [after]
 * @returns {Step}
 */
function dotnetTests(name, project, after = []) {
  const assembly = path.join(testsFolder, project, 'bin', configuration, 'net10.0', `${project}.dll`);
  return {
    name,
    after: ['build', ...after],
    async work(run, report) {
      const chromium = name === 'browser' ? { CHROMIUM_PATH: await ensureChromium() } : undefined;
      await run('dotnet', [assembly, '-noLogo', '-noColor', '-ctrf', report], { env: chromium });
    },
    reader: readCtrf,
    patience: 30 * minute,
  };
}

/** @returns {Step} */
function nodeTests() {
  const reporter = path.join(infra, 'test/node-reporter.mjs');
  const folders = ['local', 'sandbox/identity', 'sandbox/stripe/test', 'test'];
  // Named one by one: what a folder means here differs between the versions of Node.
  const files = folders.flatMap((folder) =>
    readdirSync(path.join(infra, folder))
      .filter((name) => name.endsWith('.test.mjs'))
      .map((name) => path.join(folder, name)),
  );
  return {
    name: 'infra',
    after: ['packages of infra'],
    work: (run, report) =>
      run(process.execPath, ['--test', '--test-reporter', reporter, '--test-reporter-destination', report, ...files], {
        cwd: infra,
      }),
    reader: readNode,
  };
}

/**
 * Processes that are killed while money is under way, or a review; the long run is asked for by itself.
 * @param {string} name
 * @param {string} tests
 * @param {string[]} [after]
 * @returns {Step}
 */
function faultTests(name, tests, after = []) {
  const reporter = path.join(infra, 'test/node-reporter.mjs');
  const file = path.join(testsFolder, 'faults', tests);
  return {
    name,
    after: ['build', 'packages of infra', 'build of edge', 'build of frontend', ...after],
    work: (run, report) =>
      run(process.execPath, ['--test', '--test-reporter', reporter, '--test-reporter-destination', report, file], {
        cwd: infra,
        env: { TESSERA_BUILT: '1' },
      }),
    reader: readNode,
    patience: 30 * minute,
  };
}

/**
 * @param {string} name
 * @param {string} folder
 * @param {string[]} after
 * @returns {Step}
 */
function vitestStep(name, folder, after) {
  const vitest = path.join(folder, 'node_modules/vitest/vitest.mjs');
  return {
    name,
    after,
    work: (run, report) =>
      run(process.execPath, [vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`], {
        cwd: folder,
      }),
    reader: readVitest,
    patience: 30 * minute,
  };
}
