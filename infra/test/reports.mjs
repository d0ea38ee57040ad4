/** What a runner counted, read from the report it wrote. */
import { existsSync, readFileSync } from 'node:fs';

/** @typedef {{ name: string, message: string }} Failure */
/** @typedef {{ passed: number, skipped: string[], failures: Failure[] }} Counts */

/** @param {string} file */
const read = (file) => JSON.parse(readFileSync(file, 'utf8'));

/**
 * Common Test Report Format, as xUnit writes it with -ctrf. Pending are those that run only when asked for by name: tools, no tests.
 * @param {string} file
 * @returns {Counts}
 */
export function readCtrf(file) {
  /** @type {{ name: string, status: string, message?: string, trace?: string }[]} */
  const tests = read(file).results.tests;
  return {
    passed: tests.filter(({ status }) => status === 'passed').length,
    skipped: tests.filter(({ status }) => status === 'skipped').map(({ name }) => name),
    failures: tests
      .filter(({ status }) => !['passed', 'skipped', 'pending'].includes(status))
      .map(({ name, message = '', trace = '' }) => ({ name, message: `${message}\n${trace}`.trim() })),
  };
}

/**
 * Jest's format, as vitest writes it with --reporter=json.
 * @param {string} file
 * @returns {Counts}
 */
export function readVitest(file) {
  /** @type {{ name: string, status: string, message?: string, assertionResults: { fullName: string, status: string, failureMessages?: string[] }[] }[]} */
  const files = read(file).testResults;
  const tests = files.flatMap(({ assertionResults }) => assertionResults);
  const broken = files.filter((entry) => entry.status === 'failed' && entry.assertionResults.length === 0);
  return {
    passed: tests.filter(({ status }) => status === 'passed').length,
    skipped: tests
      .filter(({ status }) => ['pending', 'skipped', 'todo'].includes(status))
      .map(({ fullName }) => fullName),
    failures: [
      ...tests
        .filter(({ status }) => status === 'failed')
        .map(({ fullName, failureMessages = [] }) => ({ name: fullName, message: failureMessages.join('\n') })),
      // A file that could not be read holds tests nobody counted.
      ...broken.map(({ name, message = '' }) => ({ name, message })),
    ],
  };
}

/**
 * Our reporter of node:test (node-reporter.mjs).
 * @param {string} file
 * @returns {Counts}
 */
export function readNode(file) {
  return read(file);
}

/**
 * @param {string} file
 * @param {(file: string) => Counts} reader
 * @returns {Counts | undefined} undefined when the runner did not get as far as writing it
 */
export function readReport(file, reader) {
  return existsSync(file) ? reader(file) : undefined;
}
