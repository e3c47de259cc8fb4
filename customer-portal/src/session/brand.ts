import { accentVariables } from '@backhaul/design';
import { createContext, useContext } from 'react';
import type { BrandingPartsFragment } from '../generated/graphql.ts';

export type Brand = BrandingPartsFragment;

export const BrandContext = createContext<Brand>({
  name: '',
  accentColor: '',
  logoUrl: null,
  supportEmail: null,
  supportPhone: null,
});

export const useBrand = (): Brand => useContext(BrandContext);

const KEPT = 'brand';

/** Whose portal it was when it last answered; empty before that, and where nothing may be kept. */
export function keptBrand(): string {
  try {
    return localStorage.getItem(KEPT) ?? '';
  } catch {
    return '';
  }
}

function keep(name: string): void {
  try {
    localStorage.setItem(KEPT, name);
  } catch {
    // a browser that keeps nothing shows the name once the server answers
  }
}

/** Puts the partner's accent on the page, in the variants that are readable. */
export function applyBrand(brand: Brand): void {
  keep(brand.name);
  for (const [name, value] of Object.entries(accentVariables(brand.accentColor)))
    document.documentElement.style.setProperty(name, value);
}
