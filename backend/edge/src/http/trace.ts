import { randomFillSync, randomUUID } from 'node:crypto';

const REQUEST_ID = /^[A-Za-z0-9-]{8,64}$/;
const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** The caller's request id where it is fit to be logged, one of ours otherwise. */
export function requestId(given: string | string[] | undefined): string {
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
}

/** Random bytes are drawn by the page: asking for a few of them costs as much as asking for many. */
const drawn = Buffer.alloc(4_096);
let used = drawn.length;

function randomHex(bytes: number): string {
  if (used + bytes > drawn.length) {
    randomFillSync(drawn);
    used = 0;
  }
  used += bytes;
  return drawn.toString('hex', used - bytes, used);
}

/** W3C trace context for the call to the core: the caller's trace goes on, or one begins here (not sampled). */
export function traceparent(given: string | string[] | undefined): string {
  const match = typeof given === 'string' ? TRACEPARENT.exec(given) : null;
  const span = randomHex(8);
  if (match?.[1] === undefined || /^0+$/.test(match[1])) return `00-${randomHex(16)}-${span}-00`;
  return `00-${match[1]}-${span}-${match[3] ?? '00'}`;
}
