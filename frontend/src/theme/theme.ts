import type { CSSVariablesResolver, VariantColorsResolver } from '@mantine/core';
import { createTheme, defaultVariantColorsResolver } from '@mantine/core';
import { isRamp, ramps } from './ramps';

/** Light and subtle variants: ink of step 7 on tint 0, measured at 7:1 and more in both schemes. */
const variantColorResolver: VariantColorsResolver = input => {
  const resolved = defaultVariantColorsResolver(input);
  if (input.variant === 'default') return { ...resolved, border: '1px solid var(--border)' };
  const name = input.color ?? input.theme.primaryColor;
  if (!isRamp(name)) return resolved;
  const ramp = ramps[name];
  const ink = `light-dark(${ramp[7]}, ${ramp[2]})`;
  if (input.variant === 'light') {
    return {
      ...resolved,
      background: `light-dark(${ramp[0]}, color-mix(in srgb, ${ramp[5]} 22%, transparent))`,
      hover: `light-dark(${ramp[1]}, color-mix(in srgb, ${ramp[5]} 32%, transparent))`,
      color: ink,
    };
  }
  if (input.variant === 'subtle' || input.variant === 'transparent') return { ...resolved, color: ink };
  return resolved;
};

export const theme = createTheme({
  colors: ramps,
  primaryColor: 'pine',
  primaryShade: { light: 6, dark: 6 },
  autoContrast: true,
  luminanceThreshold: 0.35,
  black: '#1a222b',
  defaultRadius: 'sm',
  radius: { xs: '2px', sm: '4px', md: '8px', lg: '8px', xl: '999px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SFMono-Regular', Menlo, Consolas, 'Liberation Mono', monospace",
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '18px' },
  lineHeights: { xs: '16px', sm: '20px', md: '20px', lg: '24px', xl: '26px' },
  headings: {
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '22px', lineHeight: '28px' },
      h2: { fontSize: '18px', lineHeight: '26px' },
      h3: { fontSize: '16px', lineHeight: '24px' },
      h4: { fontSize: '14px', lineHeight: '20px' },
    },
  },
  shadows: { md: '0 4px 16px rgb(10 20 30 / 18%)' },
  respectReducedMotion: true,
  variantColorResolver,
  components: {
    Button: { defaultProps: { size: 'sm', fw: 500 } },
    // Scroll locking inserts a style element, which the content security policy refuses; base.css locks it.
    Modal: { defaultProps: { lockScroll: false, transitionProps: { duration: 120 } } },
    Drawer: { defaultProps: { lockScroll: false, transitionProps: { duration: 120 } } },
  },
});

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-error': ramps.red[6],
    '--mantine-color-dimmed': ramps.gray[6],
    '--mantine-color-placeholder': ramps.gray[6],
    '--mantine-color-anchor': ramps.pine[7],
    '--mantine-color-default-border': ramps.gray[5],
  },
  dark: {
    '--mantine-color-error': ramps.red[2],
    '--mantine-color-dimmed': ramps.dark[2],
    '--mantine-color-placeholder': ramps.dark[2],
    '--mantine-color-anchor': ramps.pine[3],
    '--mantine-color-default-border': ramps.dark[4],
  },
});
