/** Whom an operator sees the programme as, in this tab; the core lets nothing be changed meanwhile. */
const STORED = 'tessera.viewing';

export function currentViewing(): string | null {
  try {
    return sessionStorage.getItem(STORED);
  } catch {
    return null;
  }
}

export function beginViewing(viewing: string): void {
  sessionStorage.setItem(STORED, viewing);
  location.assign('/');
}

/** Back to one's own view; what was read as the partner is forgotten with the page. */
export function endViewing(to: string): void {
  sessionStorage.removeItem(STORED);
  location.assign(to);
}
