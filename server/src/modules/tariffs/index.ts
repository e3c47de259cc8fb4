import type { Module } from '../../kit/module.ts';
import { TARIFFS_FILE } from './listFile.ts';
import { TaxRatesResolver, TariffsResolver } from './catalogue.resolver.ts';
import { TariffPricesResolver } from './prices.resolver.ts';
import { KINDS, PARTS, PERMISSIONS } from './rights.ts';

export const tariffs: Module = {
  name: 'tariffs',
  listFiles: [TARIFFS_FILE],
  permissions: PERMISSIONS,
  kinds: KINDS,
  parts: PARTS,
  resolvers: [TaxRatesResolver, TariffsResolver, TariffPricesResolver],
};

export { tariffRecords } from './tariffs.records.ts';
export { TariffKind, TariffType } from './catalogue.types.ts';
export { comparable } from './withTax.ts';
export { datedPrices, priceText } from './price.ts';
export { changeTariffPrice, tariffPriceEffect } from './prices.service.ts';
export { DatedPriceType, PriceScope } from './prices.types.ts';
export { todayOf } from './catalogue.loaders.ts';
export { createTariff } from './tariffs.service.ts';
export { createTaxRate } from './taxRates.service.ts';
export {
  insertTaxRate,
  storedTax,
  storedVersions,
  type StoredTax,
  TAX_COLUMNS,
  usualTaxRates,
} from './taxRates.store.ts';
export { taxedInput } from './taxRates.input.ts';
export { TaxBasis, TaxCategory } from './taxRates.types.ts';
