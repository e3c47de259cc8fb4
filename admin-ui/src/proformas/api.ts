import { listOf, oneOf, type ResourceApi } from '../api/resource.ts';
import { graphql } from '../generated/index.ts';

graphql(`
  fragment ProformaRow on Proforma {
    id
    number
    status
    documentDate
    dueDate
    currency
    net
    tax
    total
    paid
    due
    received
    billingDate
    customFields
    customer {
      id
      number
      name
    }
    invoice {
      id
      number
      due
    }
  }
`);

graphql(`
  fragment ProformaDetail on Proforma {
    ...ProformaRow
    voidReason
    createdAt
    recordedBy
    customer {
      email
    }
    partner {
      id
      name
      test
      clock
    }
    lines {
      ...LineFields
    }
    payments @include(if: $may_payments_read) {
      id
      receiptNumber
      amount
      refunded
      date
      reversed
    }
  }
`);

const ProformasQuery = graphql(`
  query ProformaList($filter: DocumentFilter, $sort: [SortInput!], $first: Int, $offset: Int) {
    proformas(filter: $filter, sort: $sort, first: $first, offset: $offset) {
      totalCount
      nodes {
        ...ProformaRow
      }
    }
  }
`);

const ProformaQuery = graphql(`
  query ProformaOne($id: ID!, $may_payments_read: Boolean = false) {
    proforma(id: $id) {
      ...ProformaDetail
    }
  }
`);

export const ProformaSumsQuery = graphql(`
  query ProformaSums($filter: DocumentFilter) {
    proformas(filter: $filter, first: 1) {
      sums {
        amount
        currency
      }
    }
  }
`);

export const WaitingMoneyQuery = graphql(`
  query WaitingMoney($id: ID!) {
    customer(id: $id) {
      id
      waiting
    }
    proformas(filter: { customerId: $id, status: "UNPAID" }, first: 200) {
      nodes {
        id
        number
        paid
        due
      }
    }
  }
`);

export const PayByQuery = graphql(`
  query PayByOfProforma($id: ID!, $may_customers_read: Boolean = false) {
    customer(id: $id) {
      id
      email @include(if: $may_customers_read)
      billing @include(if: $may_customers_read) {
        paymentDueDays
      }
    }
  }
`);

export const FindProformas = graphql(`
  query PaletteProformas($search: String!) {
    proformas(filter: { search: $search }, first: 5) {
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

export const CreateProforma = graphql(`
  mutation CreateProforma($input: ProformaInput!) {
    createProforma(input: $input) {
      id
      number
    }
  }
`);

export const UpdateProformaDetails = graphql(`
  mutation UpdateProformaDetails($id: ID!, $customFields: JSON) {
    updateProformaDetails(id: $id, customFields: $customFields) {
      id
    }
  }
`);

export const VoidProforma = graphql(`
  mutation VoidProforma($id: ID!, $reason: String!) {
    voidProforma(id: $id, reason: $reason) {
      id
    }
  }
`);

export const PayProforma = graphql(`
  mutation PayProforma($input: PaymentInput!) {
    recordPayment(input: $input) {
      id
      receiptNumber
    }
  }
`);

export const proformaApi: ResourceApi = {
  name: 'proformas',
  list: listOf(ProformasQuery, (data) => data.proformas),
  one: oneOf(ProformaQuery, (data) => data.proforma),
};
