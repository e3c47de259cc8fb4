import { useMediaQuery } from '@mui/material';
import { createPreference, oneOfWords } from './preference.ts';

export type ThemeChoice = 'light' | 'dark' | 'system';
export type Density = 'comfortable' | 'compact';

export const themeChoice = createPreference<ThemeChoice>(
  'theme',
  'system',
  oneOfWords('light', 'dark', 'system'),
);
export const density = createPreference<Density>(
  'density',
  'comfortable',
  oneOfWords('comfortable', 'compact'),
);

/** The scheme to draw in: the person's choice, else the system's. */
export function useScheme(): 'light' | 'dark' {
  const choice = themeChoice.use();
  const systemDark = useMediaQuery('(prefers-color-scheme: dark)', { noSsr: true });
  if (choice !== 'system') return choice;
  return systemDark ? 'dark' : 'light';
}
