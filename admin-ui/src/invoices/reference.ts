import { request } from '../api/client.ts';
import { graphql } from '../generated/index.ts';
import { reference } from '../kit/office/reference.ts';

const invoices = graphql(`
  query ReferInvoices($search: String) {
    invoices(filter: { search: $search }, first: 20) {
      nodes {
        id
        number
        customer {
          id
          number
          name
        }
      }
    }
  }
`);

const invoice = graphql(`
  query ReferInvoice($id: ID!) {
    invoice(id: $id) {
      id
      number
      customer {
        id
        number
        name
      }
    }
  }
`);

/** How fields that point to an invoice find and name it. */
export const invoiceReference = reference(
  'INVOICE',
  'invoices:read',
  async (search) => (await request(invoices, { search })).invoices.nodes,
  async (id) => (await request(invoice, { id })).invoice,
  (node) => [node.number ?? 'Draft', `${node.customer.name} #${node.customer.number}`],
);
