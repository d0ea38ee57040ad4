import {
  convertCssVariables,
  defaultCssVariablesResolver,
  DEFAULT_THEME,
  deepMerge,
  mergeMantineTheme,
} from '@mantine/core';
import { isRamp } from './ramps';
import { cssVariables, theme } from './theme';

const ours = (variables: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(variables).filter(([name]) => {
      const color = /^--mantine-color-([a-z]+)-(?:\d|filled|light|outline|text)/.exec(name)?.[1];
      return color === undefined || isRamp(color) || !(color in DEFAULT_THEME.colors);
    }),
  );

/** Mantine's variables under our theme, as the text of one style sheet (used at build time only). */
export function themeCss(): string {
  const merged = mergeMantineTheme(DEFAULT_THEME, theme);
  const all = deepMerge(defaultCssVariablesResolver(merged), cssVariables(merged));
  return convertCssVariables({
    variables: ours(all.variables),
    light: ours(all.light),
    dark: ours(all.dark),
  });
}
