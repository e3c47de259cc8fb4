import { useEffect, useMemo } from 'react';
import { initialsSign } from '@backhaul/domain/text/sign';
import { density, useScheme } from '../kit/appearance.ts';
import { useBranding, type Branding } from '../kit/useBranding.ts';
import { createBackhaulTheme } from './theme.ts';

/** The window's picture: the logo of whose back office it is, else its initials. */
function showIcon({ name, accentColor, logoUrl }: Branding): void {
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  if (!link) return;
  link.type = logoUrl ? 'image/png' : 'image/svg+xml';
  link.href =
    logoUrl ?? `data:image/svg+xml,${encodeURIComponent(initialsSign(name, accentColor))}`;
}

/** The theme for who is signed in: the partner's accent, and the person's scheme and density. */
export function useAppTheme() {
  const scheme = useScheme();
  const rows = density.use();
  const branding = useBranding();
  const accentColor = branding?.accentColor ?? null;
  useEffect(() => {
    if (branding) showIcon(branding);
  }, [branding]);
  useEffect(() => {
    document.documentElement.style.colorScheme = scheme;
  }, [scheme]);
  return useMemo(
    () => createBackhaulTheme({ scheme, density: rows, accentColor }),
    [scheme, rows, accentColor],
  );
}
