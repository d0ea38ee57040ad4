/** Where the focus is after going somewhere: at the heading of what is shown, so that who hears the screen hears where they are. */
let gone = false;

/** The reader went to another screen; its heading may be there already, or still to come. */
export function arrive(): void {
  gone = true;
  document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true });
}

/** A heading appeared: the one that was there while waiting took the focus with it. Nobody who is somewhere else is called away. */
export function settle(heading: HTMLElement | null): void {
  if (gone && document.activeElement === document.body) heading?.focus({ preventScroll: true });
}
