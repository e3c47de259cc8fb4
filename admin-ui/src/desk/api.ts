import { graphql } from '../generated/index.ts';
import { listOf, oneOf } from '../api/resource.ts';

const Customers = graphql(`
  query DeskCustomers($filter: CustomerFilter, $sort: [SortInput!], $first: Int, $offset: Int) {
    customers(filter: $filter, sort: $sort, first: $first, offset: $offset) {
      totalCount
      nodes {
        ...CustomerBasics
      }
    }
  }
`);

const OneCustomer = graphql(`
  query DeskCustomer($id: ID!) {
    customer(id: $id) {
      ...CustomerBasics
    }
  }
`);

const Invoices = graphql(`
  query DeskInvoices($filter: InvoiceFilter, $sort: [SortInput!], $first: Int, $offset: Int) {
    invoices(filter: $filter, sort: $sort, first: $first, offset: $offset) {
      totalCount
      nodes {
        ...InvoiceBasics
      }
    }
  }
`);

const Payments = graphql(`
  query DeskPayments($filter: PaymentFilter, $sort: [SortInput!], $first: Int, $offset: Int) {
    payments(filter: $filter, sort: $sort, first: $first, offset: $offset) {
      totalCount
      nodes {
        ...PaymentBasics
      }
    }
  }
`);

const OnePayment = graphql(`
  query DeskPayment($id: ID!) {
    payment(id: $id) {
      ...PaymentBasics
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
