import { lazyRouteComponent } from '@tanstack/react-router';
import { wantTexts } from './i18n/texts';

/** A screen whose script and texts arrive together, when it is first wanted (or hovered over). */
export function lazyScreen<Module extends Record<string, unknown>, Name extends keyof Module & string>(
  feature: string,
  load: () => Promise<Module>,
  name: Name,
) {
  return lazyRouteComponent(async () => {
    const [screen] = await Promise.all([load(), wantTexts(feature)]);
    return screen;
  }, name);
}
