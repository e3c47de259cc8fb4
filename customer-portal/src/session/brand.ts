import { accentVariables } from '@backhaul/design';
import { createContext, useContext } from 'react';
import type { BrandingPartsFragment } from '../generated/graphql.ts';

export type Brand = BrandingPartsFragment;

export const BrandContext = createContext<Brand>({
  name: '',
  accentColor: '',
  supportEmail: null,
  supportPhone: null,
});

export const useBrand = (): Brand => useContext(BrandContext);

/** Puts the partner's accent on the page, in the variants that are readable. */
export function applyBrand(brand: Brand): void {
  for (const [name, value] of Object.entries(accentVariables(brand.accentColor)))
    document.documentElement.style.setProperty(name, value);
}
