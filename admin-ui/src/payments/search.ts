import { formatDate, formatMoney } from '@backhaul/design';
import { request } from '../api/client.ts';
import { graphql } from '../generated/index.ts';
import type { FoundRecord } from '../kit/office/module.ts';

const paymentsDocument = graphql(`
  query PalettePayments($search: String!) {
    payments(filter: { search: $search }, first: 5) {
      nodes {
        id
        receiptNumber
        date
        amount
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

/** The payments that the command palette finds for the receipt number that is typed. */
export async function findPayments(
  search: string,
  { locale }: { locale: string },
): Promise<FoundRecord[]> {
  const { payments } = await request(paymentsDocument, { search });
  return payments.nodes.map(({ id, receiptNumber, customer, amount, currency, date }) => ({
    id,
    label: receiptNumber,
    detail: `${customer.name} #${customer.number} · ${formatMoney(amount, currency, locale)} · ${formatDate(date, locale)}`,
    to: `/payments/${id}/show`,
  }));
}
