import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { execute, infra } from '../local/install.mjs';
import { readCtrf, readNode, readVitest } from './reports.mjs';
import { runStep } from './runner.mjs';
import { parts, stepsFor } from './steps.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'tessera-test-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/**
 * @param {string} name
 * @param {unknown} content
 */
function file(name, content) {
  const target = path.join(folder, name);
  writeFileSync(target, typeof content === 'string' ? content : JSON.stringify(content));
  return target;
}

test('xUnit’s report: anything that neither passed nor was skipped nor waits to be asked for failed', () => {
  const tests = [
    { name: 'a', status: 'passed' },
    { name: 'b', status: 'failed', message: 'expected 1', trace: 'at B' },
    { name: 'c', status: 'skipped' },
    { name: 'd', status: 'other' },
    { name: 'e', status: 'pending' },
  ];
  const counts = readCtrf(file('ctrf.json', { results: { tests } }));
  assert.deepEqual([counts.passed, counts.skipped, counts.failures.map(({ name }) => name)], [1, ['c'], ['b', 'd']]);
  assert.match(counts.failures[0]?.message ?? '', /expected 1\nat B/);
});

test('vitest’s report: a file that could not be read is a failure', () => {
  const testResults = [
    { name: 'x.test.ts', status: 'passed', assertionResults: [{ fullName: 'x', status: 'passed' }] },
    { name: 'y.test.ts', status: 'failed', message: 'syntax', assertionResults: [] },
    {
      name: 'z.test.ts',
      status: 'failed',
      assertionResults: [{ fullName: 'z', status: 'failed', failureMessages: ['no'] }],
    },
  ];
  const counts = readVitest(file('vitest.json', { testResults }));
  assert.equal(counts.passed, 1);
  assert.deepEqual(counts.failures, [
    { name: 'z', message: 'no' },
    { name: 'y.test.ts', message: 'syntax' },
  ]);
});

test('our reporter of node:test counts tests, and not the files they are in', async () => {
  const source = file(
    'sample.test.mjs',
    `import { test } from 'node:test';
     test('good', () => undefined);
     test('bad', () => { throw new Error('because'); });
     test('left out', { skip: true }, () => undefined);`,
  );
  const report = path.join(folder, 'node.json');
  const reporter = path.join(infra, 'test/node-reporter.mjs');
  const args = ['--test', '--test-reporter', reporter, '--test-reporter-destination', report, source];
  // Inside a test run the runner would take this for one of its own files.
  const env = { ...process.env };
  delete env['NODE_TEST_CONTEXT'];
  await assert.rejects(execute(process.execPath, args, { env }));
  const counts = readNode(report);
  assert.deepEqual([counts.passed, counts.skipped, counts.failures.length], [1, ['left out'], 1]);
  assert.match(counts.failures[0]?.message ?? '', /because/);
});

test('a step that breaks, or runs no test, has failed once', async () => {
  const broken = await runStep(
    { name: 'broken', after: [], work: (run) => run(process.execPath, ['-e', 'process.exit(4)']) },
    folder,
  );
  assert.equal(broken.isGood, false);
  assert.match(broken.failures[0]?.message ?? '', /exit code 4/);
  const empty = await runStep({ name: 'empty', after: [], work: async () => undefined, reader: readNode }, folder);
  assert.deepEqual(empty.failures, [{ name: 'empty', message: 'It ran no test at all.' }]);
  const silent = await runStep(
    {
      name: 'silent',
      after: [],
      async work(run, report) {
        await run(process.execPath, [
          '-e',
          `require('fs').writeFileSync(${JSON.stringify(report)}, '{"passed":3,"skipped":[],"failures":[]}')`,
        ]);
        await run(process.execPath, ['-e', 'process.exit(1)']);
      },
      reader: readNode,
    },
    folder,
  );
  assert.deepEqual([silent.passed, silent.failures.length], [3, 1]);
});

test('a step that does not end is ended', async () => {
  const work = (/** @type {import('./steps.mjs').Execute} */ run) =>
    run(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  const late = await runStep({ name: 'late', after: [], work, patience: 300 }, folder);
  assert.match(late.failures[0]?.message ?? '', /did not end in time/);
});

test('every part names steps, and brings along what they wait for', () => {
  for (const part of parts) assert.ok(stepsFor([part]).length > 0, part);
  assert.ok(stepsFor(['domain']).some(({ name }) => name === 'build'));
  assert.ok(!stepsFor(['domain']).some(({ name }) => name === 'server'));
});
