import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { Poster } from '../webhooks/post.mjs';

test('whoever refuses a long message before it has read it does not end the sandbox', async () => {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      socket.pause();
      socket.write('HTTP/1.1 413 Content Too Large\r\ncontent-length: 0\r\n\r\n', () =>
        setImmediate(() => socket.resetAndDestroy()),
      );
    });
  });
  const port = await new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve(/** @type {import('node:net').AddressInfo} */ (server.address()).port)),
  );
  const poster = new Poster(8);
  try {
    const body = 'x'.repeat(8 * 1024 * 1024);
    const url = new URL(`http://127.0.0.1:${port}/`);
    const answers = await Promise.all(Array.from({ length: 60 }, () => poster.post(url, body, {})));
    assert.ok(answers.some(({ status }) => status === 413));
    assert.deepEqual(
      answers.filter(({ status, failure }) => status !== 413 && failure === undefined),
      [],
    );
  } finally {
    poster.close();
    server.close();
  }
});
