import type { ListFile } from '../../kit/listFile.ts';

/** The list of tariffs as a file. */
export const TARIFFS_FILE: ListFile = {
  name: 'tariffs',
  field: 'tariffs',
  filter: 'TariffFilter',
  entity: 'TARIFF',
  columns: [
    ['name', 'name'],
    ['kind', 'kind'],
    ['price', 'price'],
    ['currency', 'currency'],
    ['tax_rate', 'taxRate.name'],
    ['tax_percent', 'taxRate.percent'],
    ['tax_included', 'taxIncluded'],
    ['setup_fee', 'setupFee'],
    ['partners', 'partners.name'],
    ['services', 'serviceCount'],
    ['archived', 'archived'],
  ],
};
