import { readableOnPaper } from '@backhaul/domain/text/colour';
import { initialsSign } from '@backhaul/domain/text/sign';
import type { BrandingType } from './branding.types.ts';

/** What a browser is told that keeps the portal like a program of its own: under the partner's name and sign. */
export function manifest({ name, accentColor }: BrandingType): object {
  return {
    name,
    short_name: name,
    description: 'What you owe, your invoices, and paying them.',
    id: '/',
    start_url: '/',
    scope: '/',
    display: 'standalone',
    background_color: '#F5F7F6',
    theme_color: readableOnPaper(accentColor),
    icons: [{ src: '/icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any maskable' }],
  };
}

/** The partner's sign in a square, as SVG: its logo on white, else its initials on its colour. */
export function icon({ name, accentColor }: BrandingType, logo: Buffer | null): string {
  if (!logo) return initialsSign(name, accentColor);
  const picture = `data:image/png;base64,${logo.toString('base64')}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512"><rect width="512" height="512" fill="#fff"/><image x="64" y="64" width="384" height="384" href="${picture}"/></svg>`;
}
