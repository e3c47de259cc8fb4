import type { Module } from '../../kit/module.ts';
import { HolidaysResolver } from './holidays.resolver.ts';
import { PaymentSettingsResolver } from './payments.resolver.ts';
import { SettingsResolver } from './settings.resolver.ts';
import { KINDS, PARTS, PERMISSIONS } from './rights.ts';

export const settings: Module = {
  name: 'settings',
  permissions: PERMISSIONS,
  kinds: KINDS,
  parts: PARTS,
  resolvers: [SettingsResolver, PaymentSettingsResolver, HolidaysResolver],
};

export { publicHolidays } from './holidays.ts';
export { loadPartnerPayments, loadPayments } from './payments.store.ts';
export { updateFinanceSettings } from './settings.service.ts';
export {
  billedPlaces,
  FINANCE_HOME,
  financeChains,
  loadFinance,
  loadPartnerFinance,
  unbilledPartners,
  type SignedPlace,
} from './settings.store.ts';
export { CommonBilling, CommonBillingInput, PaymentMethod } from './settings.types.ts';
