import type { CustomField } from '../custom-fields/api.ts';
import { fieldCells, fieldHeadings } from '../custom-fields/exportFields.ts';
import { exportCsv } from '../shared/exportCsv.ts';
import { kindLabels, type Tariff } from './api.ts';

/** Saves tariffs as CSV, with what the partner asks of them. */
export function exportTariffs(tariffs: readonly Tariff[], fields: readonly CustomField[]): void {
  exportCsv('tariffs', ['name', 'kind', 'price', 'currency', 'tax_percent', 'tax_included', 'setup_fee', 'partners', 'services', 'archived', ...fieldHeadings(fields)], tariffs.map((tariff) => [
    tariff.name, kindLabels[tariff.kind], tariff.price, tariff.currency, tariff.taxRate?.percent, tariff.taxIncluded, tariff.setupFee,
    tariff.partners.map((partner) => partner.name).join('; '), tariff.serviceCount, tariff.archived, ...fieldCells(fields, tariff.customFields),
  ]));
}
