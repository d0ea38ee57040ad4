import { useEffect, useState } from 'react';

const ENTRY = /<script[^>]+src="(\/[^"]+\.js)"[^>]*><\/script>/g;
const EVERY_MS = 15 * 60_000;
const SELDOM_MS = 60_000;

/** The scripts a page begins with; their names carry a hash of their content. */
export const entriesOf = (html: string): string[] =>
  [...html.matchAll(ENTRY)].map(match => match[1] ?? '').filter(path => path.startsWith('/assets/'));

const running = (): string[] =>
  [...document.querySelectorAll<HTMLScriptElement>('head script[src]')]
    .map(script => new URL(script.src).pathname)
    .filter(path => path.startsWith('/assets/'));

async function isReplaced(): Promise<boolean> {
  const here = running();
  if (here.length === 0) return false;
  const response = await fetch('/', { cache: 'no-store', headers: { accept: 'text/html' } });
  if (!response.ok) return false;
  const served = entriesOf(await response.text());
  return served.length > 0 && !here.some(path => served.includes(path));
}

/**
 * True once the server serves another build than runs here. Asked when one comes back to the tab or to the network,
 * and every quarter of an hour; nothing is reloaded by itself, since something may be half written.
 */
export function useNewRelease(): boolean {
  const [replaced, setReplaced] = useState(false);
  useEffect(() => {
    if (replaced) return;
    let asked = Date.now();
    let ended = false;
    const ask = () => {
      if (document.visibilityState === 'hidden' || Date.now() - asked < SELDOM_MS) return;
      asked = Date.now();
      isReplaced().then(
        found => !ended && setReplaced(found),
        // Not reachable now; asked again later.
        () => undefined,
      );
    };
    const timer = setInterval(ask, EVERY_MS);
    document.addEventListener('visibilitychange', ask);
    window.addEventListener('online', ask);
    return () => {
      ended = true;
      clearInterval(timer);
      document.removeEventListener('visibilitychange', ask);
      window.removeEventListener('online', ask);
    };
  }, [replaced]);
  return replaced;
}
