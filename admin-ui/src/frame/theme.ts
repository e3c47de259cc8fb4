import { createTheme, type Theme } from '@mui/material';
import { accentFor, dark, fontFamily, light, motionMs, radius } from '@backhaul/design';
import { componentOverrides } from './themeComponents.ts';
import type { Density } from '../kit/appearance.ts';

interface Look {
  scheme: 'light' | 'dark';
  density: Density;
  /** The partner's colour; unreadable ones are made darker or lighter until they are not. */
  accentColor: string | null;
}

/** The back office's theme: the shared tokens, given to the component library in its own words. */
export function createBackhaulTheme({ scheme, density, accentColor }: Look): Theme {
  const colors = scheme === 'dark' ? dark : light;
  const accent = accentFor(accentColor)[scheme];
  const onTone = scheme === 'dark' ? dark.canvas : '#FFFFFF';
  const tone = (name: keyof typeof colors.tones) => ({
    main: colors.tones[name].fg,
    light: colors.tones[name].bg,
    dark: colors.tones[name].fg,
    contrastText: onTone,
  });
  const heading = { fontWeight: 650, letterSpacing: '-0.01em', lineHeight: 1.3 };
  return createTheme({
    palette: {
      mode: scheme,
      primary: {
        main: accent.accent,
        dark: accent.hover,
        light: accent.soft,
        contrastText: accent.onAccent,
      },
      secondary: { main: colors.text, contrastText: colors.surface },
      success: tone('paid'),
      warning: tone('due'),
      error: tone('overdue'),
      info: tone('waiting'),
      background: { default: colors.canvas, paper: colors.surface },
      text: { primary: colors.text, secondary: colors.textMuted, disabled: colors.textMuted },
      divider: colors.border,
      action: { hover: colors.sunken, selected: accent.soft, hoverOpacity: 0.06 },
    },
    shape: { borderRadius: radius },
    spacing: 8,
    typography: {
      fontFamily,
      fontWeightMedium: 600,
      h1: { ...heading, fontSize: '1.375rem' },
      h2: { ...heading, fontSize: '1rem' },
      h3: { ...heading, fontSize: '0.875rem', letterSpacing: 0 },
      h4: { ...heading, fontSize: '0.875rem' },
      h5: { ...heading, fontSize: '0.875rem' },
      h6: { ...heading, fontSize: '0.875rem' },
      body1: { fontSize: '0.875rem', lineHeight: 1.45 },
      body2: { fontSize: '0.875rem', lineHeight: 1.45 },
      subtitle1: { fontSize: '0.875rem', fontWeight: 600 },
      subtitle2: { fontSize: '0.8125rem', fontWeight: 600 },
      caption: { fontSize: '0.8125rem', lineHeight: 1.4 },
      button: { fontSize: '0.875rem', fontWeight: 600, textTransform: 'none', letterSpacing: 0 },
    },
    transitions: {
      duration: {
        shortest: motionMs,
        shorter: motionMs,
        short: motionMs,
        standard: motionMs,
        complex: motionMs,
        enteringScreen: motionMs,
        leavingScreen: motionMs,
      },
    },
    components: componentOverrides({ colors, accent, density }),
  });
}
