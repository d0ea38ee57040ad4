/** Which ports are free, and who sits on one that is not. */
import { execFile } from 'node:child_process';
import { createServer } from 'node:net';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * @param {number} port 0 takes any free one
 * @param {string} [host]
 * @returns {Promise<number | undefined>} the port, undefined when it is taken
 */
function tryBind(port, host = '127.0.0.1') {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(undefined);
      else reject(error);
    });
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      const bound = typeof address === 'object' && address !== null ? address.port : port;
      server.close(() => resolve(bound));
    });
  });
}

/** @param {number} port */
export async function isFree(port) {
  return (await tryBind(port)) !== undefined;
}

/** @returns {Promise<number>} */
export async function freePort() {
  const port = await tryBind(0);
  if (port === undefined) throw new Error('This machine has no free port.');
  return port;
}

/**
 * @param {number} port
 * @returns {Promise<string>} for people: "node (process 4711)", or what could be learnt
 */
export async function whoUses(port) {
  const ss = await run('ss', ['-Hltnp', `sport = :${port}`]).catch(() => undefined);
  const named = ss?.stdout.match(/users:\(\("([^"]+)",pid=(\d+)/);
  if (named) return `${named[1]} (process ${named[2]})`;
  const lsof = await run('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc']).catch(() => undefined);
  const pid = lsof?.stdout.match(/^p(\d+)/m)?.[1];
  const name = lsof?.stdout.match(/^c(.+)$/m)?.[1];
  if (pid) return `${name ?? 'a process'} (process ${pid})`;
  return 'another program (ss and lsof could not name it)';
}
