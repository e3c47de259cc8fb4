import { useEffect, useMemo } from 'react';
import { useViewer } from '../api/viewer.ts';
import { density, useScheme } from '../kit/appearance.ts';
import { useBranding } from '../kit/useBranding.ts';
import { createBackhaulTheme } from './theme.ts';

/** The theme for who is signed in: the partner's accent, and the person's scheme and density. */
export function useAppTheme() {
  const scheme = useScheme();
  const rows = density.use();
  const branding = useBranding();
  const accentColor = useViewer()?.branding.accentColor ?? branding?.accentColor ?? null;
  useEffect(() => {
    document.documentElement.style.colorScheme = scheme;
  }, [scheme]);
  return useMemo(
    () => createBackhaulTheme({ scheme, density: rows, accentColor }),
    [scheme, rows, accentColor],
  );
}
