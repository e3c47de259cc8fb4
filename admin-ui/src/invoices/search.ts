import { formatMoney, statusLook } from '@backhaul/design';
import { request } from '../api/client.ts';
import { graphql } from '../generated/index.ts';
import type { FoundRecord } from '../kit/office/module.ts';

const invoicesDocument = graphql(`
  query PaletteInvoices($search: String!) {
    invoices(filter: { search: $search }, first: 5) {
      nodes {
        id
        number
        status
        total
        currency
        customer {
          id
          number
          name
        }
      }
    }
  }
`);

/**
 * The invoices that the command palette finds for what is typed.
 */
export async function findInvoices(
  search: string,
  viewer: { permissions: readonly string[]; locale: string },
): Promise<FoundRecord[]> {
  const { invoices } = await request(invoicesDocument, { search });
  return invoices.nodes.map(({ id, number, customer, total, currency, status }) => ({
    id,
    label: number ?? 'Draft',
    detail: `${customer.name} #${customer.number} · ${formatMoney(total, currency, viewer.locale)} · ${statusLook(status).label}`,
    to: `/invoices/${id}/show`,
  }));
}
