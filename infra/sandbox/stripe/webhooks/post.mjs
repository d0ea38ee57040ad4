/** One POST over a connection that is kept: what webhooks are sent with. */
import http from 'node:http';
import https from 'node:https';

const patience = 15_000;

/** @typedef {{ status: number, failure?: string, ms: number }} Answer status 0: there was none */

export class Poster {
  /** @param {number} connections to one endpoint at most */
  constructor(connections) {
    const options = { keepAlive: true, maxSockets: connections, scheduling: /** @type {const} */ ('lifo') };
    this.agents = { 'http:': new http.Agent(options), 'https:': new https.Agent(options) };
  }

  /**
   * @param {URL} url
   * @param {string} body
   * @param {Record<string, string>} headers
   * @returns {Promise<Answer>} never fails
   */
  async post(url, body, headers) {
    const from = performance.now();
    const first = await this.#once(url, body, headers);
    // A kept connection that the other side closed meanwhile says nothing about the other side.
    const answer = first === 'stale' ? await this.#once(url, body, headers) : first;
    const ms = Math.round((performance.now() - from) * 10) / 10;
    return answer === 'stale' ? { status: 0, failure: 'connection lost', ms } : { ...answer, ms };
  }

  close() {
    this.agents['http:'].destroy();
    this.agents['https:'].destroy();
  }

  /**
   * @param {URL} url
   * @param {string} body
   * @param {Record<string, string>} headers
   * @returns {Promise<{ status: number, failure?: string } | 'stale'>}
   */
  #once(url, body, headers) {
    return new Promise((resolve) => {
      const isSecure = url.protocol === 'https:';
      const request = (isSecure ? https : http).request(url, {
        method: 'POST',
        agent: this.agents[isSecure ? 'https:' : 'http:'],
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        timeout: patience,
      });
      request.on('socket', guarded);
      request.on('response', (response) => {
        response.resume();
        response.on('end', () => resolve({ status: response.statusCode ?? 0 }));
        response.on('error', (error) => resolve({ status: 0, failure: error.message }));
      });
      request.on('timeout', () => request.destroy(new Error(`no answer within ${patience / 1000} s`)));
      request.on('error', (/** @type {NodeJS.ErrnoException} */ error) => {
        if (request.reusedSocket && error.code === 'ECONNRESET') resolve('stale');
        else resolve({ status: 0, failure: error.code ?? error.message });
      });
      request.end(body);
    });
  }
}

/** @type {WeakSet<import('node:net').Socket>} */
const known = new WeakSet();

/**
 * Whoever refuses a long message answers before it has read it and closes. The write then fails when the request is over
 * and the agent has not taken the connection back: nobody listens, and an error nobody listens to ends the process.
 * @param {import('node:net').Socket} socket
 */
function guarded(socket) {
  if (known.has(socket)) return;
  known.add(socket);
  socket.on('error', () => undefined);
}
