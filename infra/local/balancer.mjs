/** Connections to one port, each passed on to the next of several that answers: what stands before many cores. */
import { connect, createServer } from 'node:net';

/** A port that refused is not tried again for so long, ms. */
const rest = 200;

/**
 * @param {number} port
 * @param {number[]} targets ports
 * @returns {Promise<{ close: () => Promise<void> }>}
 */
export async function startBalancer(port, targets) {
  /** @type {Map<number, number>} */
  const restsUntil = new Map();
  /** @type {Set<import('node:net').Socket>} */
  const open = new Set();
  let next = 0;

  const server = createServer({ noDelay: true }, (near) => {
    track(near);
    const first = next++ % targets.length;
    const turn = targets.map((_, index) => /** @type {number} */ (targets[(first + index) % targets.length]));
    const rested = turn.filter((target) => (restsUntil.get(target) ?? 0) <= Date.now());
    pass(near, rested.length > 0 ? rested : turn);
  });

  /**
   * @param {import('node:net').Socket} near
   * @param {number[]} left to be tried
   */
  function pass(near, [target, ...left]) {
    if (target === undefined || near.destroyed) {
      near.destroy();
      return;
    }
    const far = connect({ port: target, host: '127.0.0.1', noDelay: true });
    track(far);
    far.once('connect', () => {
      far.off('error', refused);
      far.on('error', () => near.destroy());
      // Cut on one side is cut on the other: nobody waits for an answer that cannot come.
      far.once('close', () => near.destroy());
      near.once('close', () => far.destroy());
      near.pipe(far).pipe(near);
    });
    far.once('error', refused);
    function refused() {
      restsUntil.set(/** @type {number} */ (target), Date.now() + rest);
      pass(near, left);
    }
  }

  /** @param {import('node:net').Socket} socket */
  function track(socket) {
    open.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => open.delete(socket));
  }

  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(undefined));
  });
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        open.forEach((socket) => socket.destroy());
      }),
  };
}
