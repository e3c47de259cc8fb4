import type { ReactNode } from 'react';
import { useMediaQuery, type Theme } from '@mui/material';

/** What the columns that are `wide` say, under a row's name, where there is no room for them. */
export function OnPhone({ children }: { children: ReactNode }) {
  return useMediaQuery<Theme>((theme) => theme.breakpoints.down('md'), { noSsr: true })
    ? children
    : null;
}
