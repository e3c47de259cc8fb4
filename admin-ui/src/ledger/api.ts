import { graphql } from '../generated/index.ts';
import { listOf, oneOf, type ResourceApi } from '../api/resource.ts';

graphql(`
  fragment TransactionRow on Transaction {
    id
    type
    amount
    tax
    currency
    category
    description
    date
    recordedAt
    recordedBy
    periodFrom
    periodTo
    balanceAfter
    customFields
    customer {
      id
      number
      name
      partner {
        id
        name
        test
        clock
      }
    }
    invoice {
      id
      number
    }
    payment {
      id
      receiptNumber
    }
  }
`);

const TransactionsQuery = graphql(`
  query TransactionList(
    $filter: TransactionFilter
    $sort: [SortInput!]
    $first: Int
    $offset: Int
  ) {
    transactions(filter: $filter, sort: $sort, first: $first, offset: $offset) {
      totalCount
      nodes {
        ...TransactionRow
      }
    }
  }
`);

const TransactionQuery = graphql(`
  query TransactionOne($id: ID!) {
    transaction(id: $id) {
      ...TransactionRow
    }
  }
`);

export const CreateTransaction = graphql(`
  mutation CreateTransaction(
    $customerId: ID!
    $type: TransactionType!
    $amount: Decimal!
    $date: Date!
    $description: String!
    $customFields: JSON
  ) {
    createTransaction(
      customerId: $customerId
      type: $type
      amount: $amount
      date: $date
      description: $description
      customFields: $customFields
    ) {
      ...TransactionRow
    }
  }
`);

export const TransactionSumsQuery = graphql(`
  query TransactionSums($filter: TransactionFilter) {
    transactions(filter: $filter, first: 1) {
      debits {
        amount
        currency
      }
      credits {
        amount
      }
      net {
        amount
      }
      tax {
        amount
      }
    }
  }
`);

export const transactionApi: ResourceApi = {
  name: 'transactions',
  list: listOf(TransactionsQuery, (data) => data.transactions),
  one: oneOf(TransactionQuery, (data) => data.transaction),
};
