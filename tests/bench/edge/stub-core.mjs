import { createServer } from 'node:http';
import { page } from './rows.mjs';

/** The page with those fields alone that are asked for, as the core writes it; made once a wish. */
function shaped(fields) {
  const { items, ...rest } = page();
  const cut = (value, before) =>
    Object.fromEntries(
      Object.entries(value)
        .filter(([name]) => fields.some((field) => field === before + name || field.startsWith(`${before}${name}.`)))
        .map(([name, inner]) => [
          name,
          typeof inner === 'object' && inner !== null && !fields.includes(before + name)
            ? cut(inner, `${before}${name}.`)
            : inner,
        ]),
    );
  return { items: fields === null ? items : items.map((item) => cut(item, '')), ...rest };
}

const answers = new Map();
createServer((request, response) => {
  let answer = answers.get(request.url);
  if (answer === undefined) {
    const fields = new URL(request.url, 'http://core').searchParams.get('fields');
    const body = Buffer.from(JSON.stringify(shaped(fields === null ? null : fields.split(','))));
    answer = { body, headers: { 'content-type': 'application/json', 'content-length': body.length } };
    answers.set(request.url, answer);
  }
  response.writeHead(200, answer.headers);
  response.end(answer.body);
}).listen(Number(process.env.PORT), '127.0.0.1', () => process.send?.('ready'));
