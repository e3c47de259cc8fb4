import type { Module } from '../../kit/module.ts';
import { CompanyResolver } from './company.resolver.ts';
import { PartnerBrandingLink, ViewerBrandingLink } from './links.ts';
import { logoRoutes } from './logo.routes.ts';
import { KINDS, PARTS } from './rights.ts';

export const company: Module = {
  name: 'company',
  kinds: KINDS,
  parts: PARTS,
  resolvers: [CompanyResolver, PartnerBrandingLink, ViewerBrandingLink],
  routes: [logoRoutes],
};

export { keepAccents } from './accent.ts';
export { CompanyDetailsType } from './company.types.ts';
export { updateCompanyDetails } from './company.service.ts';
export { tellMovedAccounts } from './moneyPath.ts';
export { loadCompanyChains, loadIssuer, loadIssuers, checkDetails } from './company.store.ts';
export { billedBy, type CompanyValues, contentHash, type Issuer } from './company.values.ts';
export { brandingOf } from './branding.ts';
export { BrandingType } from './branding.types.ts';
