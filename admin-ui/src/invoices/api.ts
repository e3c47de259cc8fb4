import { graphql } from '../generated/index.ts';
import type { CustomerWaitingItemsQuery } from '../generated/graphql.ts';
import { listOf, oneOf, type ResourceApi } from '../api/resource.ts';

/** One line of a document, issued or only previewed: it is shown the same way everywhere. */
graphql(`
  fragment LineFields on DocumentLine {
    description
    kind
    quantity
    unitPrice
    periodFrom
    periodTo
    daysCharged
    daysInPeriod
    net
    taxPercent
    taxCategory
    tax
    total
    taxIncluded
    explanation
  }
`);

graphql(`
  fragment InvoiceBasics on Invoice {
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
  fragment InvoiceRow on Invoice {
    ...InvoiceBasics
    net
    tax
    paid
    recurring
    customer {
      email
    }
    partner {
      id
      name
      test
      clock
    }
    customFields
  }
`);

graphql(`
  fragment InvoiceDetail on Invoice {
    ...InvoiceRow
    issuedAt
    createdAt
    memo
    note
    terms
    voidReason
    writtenOff
    voidKept @include(if: $may_invoices_void)
    draftLines @include(if: $may_invoices_write) {
      description
      quantity
      unitPrice
      taxRateId
      taxIncluded
      discount {
        kind
        value
        message
      }
    }
    explanations
    warnings {
      code
      message
    }
    billingRun {
      id
      date
    }
    billedBy {
      name
      street
      city
      zip
      country
      email
      phone
      vatId
      taxNumber
    }
    billedTo {
      name
      street
      city
      zip
      country
      email
      phone
      vatId
      taxNumber
    }
    lines {
      ...LineFields
    }
    taxSummary {
      taxPercent
      taxCategory
      taxReason
      parts {
        name
        percent
        tax
      }
      taxIncluded
      net
      tax
      total
    }
    allocations {
      amount
      date
      writtenOff
      payment {
        id
        receiptNumber
        method
        date
        origin
      }
      creditNote {
        id
        number
      }
    }
  }
`);

const InvoicesQuery = graphql(`
  query InvoiceList($filter: InvoiceFilter, $sort: [SortInput!], $first: Int, $offset: Int) {
    invoices(filter: $filter, sort: $sort, first: $first, offset: $offset) {
      totalCount
      nodes {
        ...InvoiceRow
      }
    }
  }
`);

export const InvoiceQuery = graphql(`
  query InvoiceOne(
    $id: ID!
    $may_invoices_void: Boolean = false
    $may_invoices_write: Boolean = false
  ) {
    invoice(id: $id) {
      ...InvoiceDetail
    }
  }
`);

export const CreateInvoice = graphql(`
  mutation CreateInvoice(
    $input: InvoiceInput!
    $may_invoices_void: Boolean = false
    $may_invoices_write: Boolean = false
  ) {
    createInvoice(input: $input) {
      ...InvoiceDetail
    }
  }
`);

export const UpdateDraftInvoice = graphql(`
  mutation UpdateDraftInvoice(
    $id: ID!
    $input: InvoiceInput!
    $may_invoices_void: Boolean = false
    $may_invoices_write: Boolean = false
  ) {
    updateDraftInvoice(id: $id, input: $input) {
      ...InvoiceDetail
    }
  }
`);

export const DiscardDraftInvoice = graphql(`
  mutation DiscardDraftInvoice($id: ID!) {
    discardDraftInvoice(id: $id)
  }
`);

export const UpdateInvoiceDetails = graphql(`
  mutation UpdateInvoiceDetails(
    $id: ID!
    $memo: String
    $customFields: JSON
    $may_invoices_void: Boolean = false
    $may_invoices_write: Boolean = false
  ) {
    updateInvoiceDetails(id: $id, memo: $memo, customFields: $customFields) {
      ...InvoiceDetail
    }
  }
`);

export const ApproveInvoice = graphql(`
  mutation ApproveInvoice(
    $id: ID!
    $may_invoices_void: Boolean = false
    $may_invoices_write: Boolean = false
  ) {
    approveInvoice(id: $id) {
      ...InvoiceDetail
    }
  }
`);

export const VoidInvoice = graphql(`
  mutation VoidInvoice(
    $id: ID!
    $reason: String!
    $may_invoices_void: Boolean = false
    $may_invoices_write: Boolean = false
  ) {
    voidInvoice(id: $id, reason: $reason) {
      ...InvoiceDetail
    }
  }
`);

export const WaitingItemsQuery = graphql(`
  query CustomerWaitingItems($id: ID!, $may_transactions_read: Boolean = false) {
    customer(id: $id) {
      id
      futureItems @include(if: $may_transactions_read) {
        id
        description
        quantity
        unitPrice
        taxPercent
        taxIncluded
        date
      }
    }
  }
`);

export const AddWaitingItem = graphql(`
  mutation AddWaitingItem($input: FutureItemInput!) {
    addFutureItem(input: $input) {
      id
    }
  }
`);

export const UpcomingChargeQuery = graphql(`
  query UpcomingCharge($id: ID!, $date: Date!) {
    customer(id: $id) {
      id
      upcomingCharge(date: $date) {
        date
        documentDate
        dueDate
        currency
        net
        tax
        total
        lines {
          ...LineFields
        }
        waiting
        warnings {
          code
          message
        }
      }
    }
  }
`);

export const ChargeCustomer = graphql(`
  mutation ChargeCustomer($customerId: ID!, $date: Date!) {
    chargeCustomer(customerId: $customerId, date: $date) {
      id
      number
      total
      currency
    }
  }
`);

export const UndoLastCharge = graphql(`
  mutation UndoLastCharge(
    $customerId: ID!
    $reason: String!
    $may_customers_credentials: Boolean = false
    $may_labels_read: Boolean = false
    $may_locations_read: Boolean = false
  ) {
    undoLastCharge(customerId: $customerId, reason: $reason) {
      ...CustomerDetail
    }
  }
`);

export const RemoveWaitingItem = graphql(`
  mutation RemoveWaitingItem($id: ID!) {
    removeFutureItem(id: $id)
  }
`);

export type WaitingItem = NonNullable<CustomerWaitingItemsQuery['customer']['futureItems']>[number];

graphql(`
  fragment FoundInvoices on InvoiceConnection {
    totalCount
    sums {
      currency
      total
      due
    }
  }
`);

export const InvoiceOverviewOf = graphql(`
  query InvoiceOverview(
    $approved: InvoiceFilter
    $drafts: InvoiceFilter
    $paid: InvoiceFilter
    $unpaid: InvoiceFilter
    $partly: InvoiceFilter
    $received: PaymentFilter
    $may_payments_read: Boolean = false
  ) {
    approved: invoices(filter: $approved, first: 1) {
      ...FoundInvoices
    }
    drafts: invoices(filter: $drafts, first: 1) {
      ...FoundInvoices
    }
    paid: invoices(filter: $paid, first: 1) {
      ...FoundInvoices
    }
    unpaid: invoices(filter: $unpaid, first: 1) {
      ...FoundInvoices
    }
    partly: invoices(filter: $partly, first: 1) {
      ...FoundInvoices
    }
    payments(filter: $received, first: 1) @include(if: $may_payments_read) {
      totalCount
      sums {
        amount
        currency
      }
    }
  }
`);

export const InvoiceSumsQuery = graphql(`
  query InvoiceSums($filter: InvoiceFilter) {
    invoices(filter: $filter, first: 1) {
      sums {
        currency
        net
        tax
        total
        paid
        due
      }
    }
  }
`);

export const invoiceApi: ResourceApi = {
  name: 'invoices',
  list: listOf(InvoicesQuery, (data) => data.invoices),
  one: oneOf(InvoiceQuery, (data) => data.invoice),
};
