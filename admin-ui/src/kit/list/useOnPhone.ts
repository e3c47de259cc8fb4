import { useMediaQuery, type Theme } from '@mui/material';

/** Whether there is no room for tables: lists are cards then, and their filters fold. */
export function useOnPhone(): boolean {
  return useMediaQuery<Theme>((theme) => theme.breakpoints.down('md'), { noSsr: true });
}
