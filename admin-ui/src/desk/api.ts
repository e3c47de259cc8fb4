import { graphql } from '../generated/index.ts';
import { listOf, oneOf } from '../api/resource.ts';

graphql(`
  fragment DeskCustomerRow on Customer {
    id
    number
    name
    status
    balance
    outstanding
    overdue
    currency
    partner {
      id
      name
    }
  }
`);

graphql(`
  fragment DeskInvoiceRow on Invoice {
    id
    number
    status
    documentDate
    dueDate
    total
    due
    currency
    customer {
      id
      number
      name
    }
  }
`);

graphql(`
  fragment DeskPaymentRow on Payment {
    id
    receiptNumber
    amount
    currency
    date
    method
    unallocated
    comment
    recordedAt
    reversed
    reversalReason
    customer {
      id
      number
      name
    }
  }
`);

const Customers = graphql(`
  query DeskCustomers($filter: CustomerFilter, $sort: [SortInput!], $first: Int, $offset: Int) {
    customers(filter: $filter, sort: $sort, first: $first, offset: $offset) {
      totalCount
      nodes {
        ...DeskCustomerRow
      }
    }
  }
`);

const OneCustomer = graphql(`
  query DeskCustomer($id: ID!) {
    customer(id: $id) {
      ...DeskCustomerRow
    }
  }
`);

const Invoices = graphql(`
  query DeskInvoices($filter: InvoiceFilter, $sort: [SortInput!], $first: Int, $offset: Int) {
    invoices(filter: $filter, sort: $sort, first: $first, offset: $offset) {
      totalCount
      nodes {
        ...DeskInvoiceRow
      }
    }
  }
`);

const Payments = graphql(`
  query DeskPayments($filter: PaymentFilter, $sort: [SortInput!], $first: Int, $offset: Int) {
    payments(filter: $filter, sort: $sort, first: $first, offset: $offset) {
      totalCount
      nodes {
        ...DeskPaymentRow
      }
    }
  }
`);

const OnePayment = graphql(`
  query DeskPayment($id: ID!) {
    payment(id: $id) {
      ...DeskPaymentRow
    }
  }
`);

/** How the desk reads what the back office reads whole, by resource. */
export const deskReads = {
  customers: {
    list: listOf(Customers, (data) => data.customers),
    one: oneOf(OneCustomer, (data) => data.customer),
  },
  invoices: { list: listOf(Invoices, (data) => data.invoices) },
  payments: {
    list: listOf(Payments, (data) => data.payments),
    one: oneOf(OnePayment, (data) => data.payment),
  },
};
