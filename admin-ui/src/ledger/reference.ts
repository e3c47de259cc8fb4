import { formatDate, readerLocale } from '@backhaul/design';
import { request } from '../api/client.ts';
import { graphql } from '../generated/index.ts';
import { reference } from '../kit/office/reference.ts';

const transactions = graphql(`
  query ReferTransactions($search: String) {
    transactions(filter: { search: $search }, first: 20) {
      nodes {
        id
        description
        date
        customer {
          id
          number
          name
        }
      }
    }
  }
`);

const transaction = graphql(`
  query ReferTransaction($id: ID!) {
    transaction(id: $id) {
      id
      description
      date
      customer {
        id
        number
        name
      }
    }
  }
`);

/** How fields that point to a transaction find and name it. */
export const transactionReference = reference(
  'TRANSACTION',
  'transactions:read',
  async (search) => (await request(transactions, { search })).transactions.nodes,
  async (id) => (await request(transaction, { id })).transaction,
  (node) => [
    node.description,
    `${node.customer.name} #${node.customer.number}, ${formatDate(node.date, readerLocale())}`,
  ],
);
