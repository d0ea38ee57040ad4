import type { FastifyRequest } from 'fastify';

/** Sent by our own page: the browser says so, and nothing it says speaks against it. */
export function isSameOrigin(request: FastifyRequest, publicUrl: URL): boolean {
  const { origin, 'sec-fetch-site': site } = request.headers;
  if (origin !== undefined && origin !== publicUrl.origin) return false;
  if (site !== undefined && site !== 'same-origin') return false;
  return origin !== undefined || site !== undefined;
}

/**
 * A form of a page that sends no referrer: browsers then say `Origin: null`, so it is what they say of the site that
 * counts, and a foreign origin is refused whatever else is said.
 */
export function isOwnForm(request: FastifyRequest, publicUrl: URL): boolean {
  const { origin, 'sec-fetch-site': site } = request.headers;
  if (origin !== undefined && origin !== 'null' && origin !== publicUrl.origin) return false;
  return site === undefined ? origin !== undefined : site === 'same-origin';
}

/** What a request riding on the session cookie needs: a header no form or foreign page can send, and our origin. */
export function isOwnCall(request: FastifyRequest, publicUrl: URL): boolean {
  return request.headers['tessera-csrf'] === '1' && isSameOrigin(request, publicUrl);
}

/** A navigation started here or typed in: never from another site, where the browser tells. */
export function isOwnNavigation(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site'];
  return site === 'same-origin' || site === 'none';
}
