/**
 * The look both apps share, as values. `tokens.css` offers the same values as CSS variables;
 * the back office feeds these to its component theme, the portal uses the variables.
 */

/** What a colour may mean. Never shown by colour alone: always with a word or an icon. */
export type Tone = 'paid' | 'due' | 'overdue' | 'blocked' | 'waiting' | 'neutral';

/** Text (`fg`) on its tint (`bg`); every pair has at least 4.5:1, and `fg` also on `surface`. */
export interface ToneColors {
  fg: string;
  bg: string;
}

export interface ColorScheme {
  /** Behind everything. */
  canvas: string;
  /** Cards, tables, dialogs. */
  surface: string;
  /** Table heads, code, wells. */
  sunken: string;
  /** Hairlines between things. */
  border: string;
  /** Edges of inputs: 3:1 against the surface. */
  borderStrong: string;
  text: string;
  textMuted: string;
  tones: Record<Tone, ToneColors>;
}

export const light: ColorScheme = {
  canvas: '#F5F7F6',
  surface: '#FFFFFF',
  sunken: '#EEF1F0',
  border: '#DCE1DF',
  borderStrong: '#7E8A87',
  text: '#14201E',
  textMuted: '#54615E',
  tones: {
    paid: { fg: '#166534', bg: '#E6F4EB' },
    due: { fg: '#854A06', bg: '#FCF0DA' },
    overdue: { fg: '#B42318', bg: '#FDECEA' },
    blocked: { fg: '#B42318', bg: '#FDECEA' },
    waiting: { fg: '#1D4ED8', bg: '#E8EFFD' },
    neutral: { fg: '#47534F', bg: '#ECEFEE' },
  },
};

export const dark: ColorScheme = {
  canvas: '#0D1312',
  surface: '#151C1B',
  sunken: '#1C2523',
  border: '#2B3634',
  borderStrong: '#74827E',
  text: '#E7EDEB',
  textMuted: '#A2AFAB',
  tones: {
    paid: { fg: '#6FDB9B', bg: '#12301F' },
    due: { fg: '#F5BF66', bg: '#38290D' },
    overdue: { fg: '#FF9D93', bg: '#401815' },
    blocked: { fg: '#FF9D93', bg: '#401815' },
    waiting: { fg: '#9DBDFF', bg: '#172849' },
    neutral: { fg: '#B5C1BD', bg: '#242E2C' },
  },
};

/** Distances on a 4 px grid: `space(3)` is 12. */
export const space = (steps: number): number => steps * 4;

export const radius = 8;

/** Nothing moves longer than this, and nothing at all when the system asks for less motion. */
export const motionMs = 120;

export const fontFamily =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif';
export const monoFamily =
  'ui-monospace, SFMono-Regular, Menlo, Consolas, "Noto Sans Mono", monospace';

/** Sizes in rem of 16 px, so that a larger text setting scales everything. */
export const type = {
  small: { size: '0.8125rem', line: 1.4, weight: 400 },
  /** Body of the back office. */
  dense: { size: '0.875rem', line: 1.45, weight: 400 },
  /** Body of the portal. */
  body: { size: '1rem', line: 1.5, weight: 400 },
  heading: { size: '1.125rem', line: 1.3, weight: 600 },
  title: { size: '1.5rem', line: 1.25, weight: 650 },
  /** The one number a screen is about. */
  figure: { size: '2.25rem', line: 1.1, weight: 650 },
} as const;
