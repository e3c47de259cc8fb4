import { request } from '../api/client.ts';
import { graphql } from '../generated/index.ts';
import { reference } from '../kit/office/reference.ts';

const payments = graphql(`
  query ReferPayments($search: String) {
    payments(filter: { search: $search }, first: 20) {
      nodes {
        id
        receiptNumber
        customer {
          id
          number
          name
        }
      }
    }
  }
`);

const payment = graphql(`
  query ReferPayment($id: ID!) {
    payment(id: $id) {
      id
      receiptNumber
      customer {
        id
        number
        name
      }
    }
  }
`);

/** How fields that point to a payment find and name it. */
export const paymentReference = reference(
  'PAYMENT',
  'payments:read',
  async (search) => (await request(payments, { search })).payments.nodes,
  async (id) => (await request(payment, { id })).payment,
  (node) => [node.receiptNumber, `${node.customer.name} #${node.customer.number}`],
);
