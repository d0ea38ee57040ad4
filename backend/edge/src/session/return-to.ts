/** Where to go after sign-in: a path of our own pages, `/` for anything else. */
export function safeReturnTo(given: unknown, publicUrl: URL): string {
  if (typeof given !== 'string' || given.length > 2_000 || !/^\/(?![/\\])/.test(given)) return '/';
  if (!/^[^\\\p{Cc}]*$/u.test(given)) return '/';
  if (!URL.canParse(given, publicUrl.href)) return '/';
  const url = new URL(given, publicUrl);
  if (url.origin !== publicUrl.origin || /^\/(auth|api|graphql|v1|internal)(\/|$)/.test(url.pathname)) return '/';
  if (url.pathname.startsWith('//')) return '/';
  return `${url.pathname}${url.search}${url.hash}`;
}
