import type { Exporter } from 'react-admin';
import { exportCsv } from '../shared/exportCsv.ts';
import { kindLabels, type Tariff } from './api.ts';

export const exportTariffs: Exporter<Tariff> = (tariffs) => {
  exportCsv('tariffs', ['name', 'kind', 'price', 'currency', 'tax_percent', 'tax_included', 'setup_fee', 'partners', 'services', 'archived'], tariffs.map((tariff) => [
    tariff.name, kindLabels[tariff.kind], tariff.price, tariff.currency, tariff.taxRate?.percent, tariff.taxIncluded, tariff.setupFee,
    tariff.partners.map((partner) => partner.name).join('; '), tariff.serviceCount, tariff.archived,
  ]));
};
