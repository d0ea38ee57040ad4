/** Reporter for node:test: the counts as one JSON document. */

/**
 * @param {AsyncIterable<{ type: string, data: any }>} events
 * @returns {AsyncGenerator<string>}
 */
export default async function* report(events) {
  /** @type {import('./reports.mjs').Counts} */
  const counts = { passed: 0, skipped: [], failures: [] };
  for await (const { type, data } of events) {
    // A file counts as a test of its own only where it failed without a test of it failing.
    if (data?.details?.type === 'suite' || (data?.name?.endsWith('.mjs') && type === 'test:pass')) continue;
    if (type === 'test:pass' && (data.skip !== undefined || data.todo !== undefined)) counts.skipped.push(data.name);
    else if (type === 'test:pass') counts.passed++;
    else if (type === 'test:fail') counts.failures.push({ name: data.name, message: textOf(data.details?.error) });
  }
  yield JSON.stringify(counts);
}

/** @param {(Error & { cause?: unknown }) | undefined} error */
function textOf(error) {
  const cause = error?.cause;
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause ?? error?.message ?? '');
}
