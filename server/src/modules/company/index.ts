import type { Module } from '../../kit/module.ts';
import { CompanyResolver } from './company.resolver.ts';
import { KINDS } from './rights.ts';

export const company: Module = {
  name: 'company',
  kinds: KINDS,
  resolvers: [CompanyResolver],
};

export { updateCompanyDetails } from './company.service.ts';
export { tellMovedAccounts } from './moneyPath.ts';
export { loadIssuer, loadIssuers, checkDetails } from './company.store.ts';
export { billedBy, type CompanyValues, contentHash, type Issuer } from './company.values.ts';
