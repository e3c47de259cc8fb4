import { formatMoney, statusLook } from '@backhaul/design';
import { request } from '../api/client.ts';
import type { FoundRecord } from '../kit/office/module.ts';
import { FindProformas } from './api.ts';

/** The proforma invoices that the command palette finds for what is typed. */
export async function findProformas(
  search: string,
  viewer: { locale: string },
): Promise<FoundRecord[]> {
  const { proformas } = await request(FindProformas, { search });
  return proformas.nodes.map(({ id, number, customer, total, currency, status }) => ({
    id,
    label: number,
    detail: `${customer.name} #${customer.number} · ${formatMoney(total, currency, viewer.locale)} · ${statusLook(status).label}`,
    to: `/proformas/${id}/show`,
  }));
}
