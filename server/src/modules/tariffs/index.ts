import type { Module } from '../../kit/module.ts';
import { TARIFFS_FILE } from './listFile.ts';
import { TaxRatesResolver, TariffsResolver } from './catalogue.resolver.ts';
import { KINDS, PERMISSIONS } from './rights.ts';

export const tariffs: Module = {
  name: 'tariffs',
  listFiles: [TARIFFS_FILE],
  permissions: PERMISSIONS,
  kinds: KINDS,
  resolvers: [TaxRatesResolver, TariffsResolver],
};

export { tariffRecords } from './tariffs.records.ts';
export { TariffKind, TariffType } from './catalogue.types.ts';
export { priceText } from './price.ts';
export { createTariff } from './tariffs.service.ts';
export { createTaxRate } from './taxRates.service.ts';
export { insertTaxRate } from './taxRates.store.ts';
