import { lazyRouteComponent } from '@tanstack/react-router';
import { wantTexts } from './i18n/texts';

/**
 * A screen whose script and texts arrive together, when it is first wanted (or hovered over). `texts`: what it shows
 * besides its own, such as `sales`.
 */
export function lazyScreen<Module extends Record<string, unknown>, Name extends keyof Module & string>(
  feature: string,
  load: () => Promise<Module>,
  name: Name,
  ...texts: readonly string[]
) {
  return lazyRouteComponent(() => withTexts(load, feature, ...texts), name);
}

/** A part of a screen that comes later, with the texts it needs. */
export async function withTexts<Module>(
  load: () => Promise<Module>,
  ...texts: readonly string[]
): Promise<Module> {
  const [screen] = await Promise.all([load(), ...texts.map(wantTexts)]);
  return screen;
}
