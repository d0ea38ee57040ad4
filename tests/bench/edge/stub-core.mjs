import { createServer } from 'node:http';
import { page } from './rows.mjs';

const body = Buffer.from(JSON.stringify(page()));
const headers = { 'content-type': 'application/json', 'content-length': body.length };
createServer((_, response) => {
  response.writeHead(200, headers);
  response.end(body);
}).listen(Number(process.env.PORT), '127.0.0.1', () => process.send?.('ready'));
