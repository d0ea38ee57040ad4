import { describe, expect, it } from 'vitest';
import { grouped, runBulk } from './runBulk';

const ids = Array.from({ length: 25 }, (_, index) => `key_${index}`);
const refusal = { code: 'KEY_CLOSED', message: 'This key is closed.' };

describe('one command for many keys', () => {
  it('asks each once, a few at a time', async () => {
    const asked: string[] = [];
    let running = 0;
    let most = 0;
    const outcomes = await runBulk({
      ids,
      signal: new AbortController().signal,
      onProgress: () => undefined,
      one: async id => {
        asked.push(id);
        most = Math.max(most, ++running);
        await Promise.resolve();
        running--;
        return id.endsWith('3') ? refusal : undefined;
      },
    });
    expect([...asked].sort()).toEqual([...ids].sort());
    expect(most).toBeLessThanOrEqual(4);
    expect(grouped(outcomes)).toEqual([{ refusal, ids: ['key_3', 'key_13', 'key_23'] }]);
  });
  it('stops where it is told to', async () => {
    const stop = new AbortController();
    const outcomes = await runBulk({
      ids,
      signal: stop.signal,
      onProgress: done => {
        if (done === 8) stop.abort();
      },
      one: () => Promise.resolve(undefined),
    });
    expect(outcomes.length).toBeLessThan(ids.length);
  });
});
