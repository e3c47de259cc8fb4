import { graphql } from '../generated/index.ts';
import { listOf, oneOf, type ResourceApi } from '../api/resource.ts';

graphql(`
  fragment PaymentBasics on Payment {
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

graphql(`
  fragment PaymentRow on Payment {
    ...PaymentBasics
    refunded
    refunds {
      id
      amount
      date
      method
      status
      failure
    }
    source
    origin
    test
    recordedBy
    flag
    warnings {
      code
      message
    }
    partner {
      id
      name
      test
      clock
    }
    customFields
    allocations {
      amount
      invoice {
        id
        number
      }
    }
  }
`);

graphql(`
  fragment PaymentDetail on Payment {
    ...PaymentRow
    refundable @include(if: $may_payments_refund)
    providerFee
    passedOnFee
    proforma @include(if: $may_invoices_read) {
      id
      number
      status
    }
  }
`);

const PaymentsQuery = graphql(`
  query PaymentList($filter: PaymentFilter, $sort: [SortInput!], $first: Int, $offset: Int) {
    payments(filter: $filter, sort: $sort, first: $first, offset: $offset) {
      totalCount
      nodes {
        ...PaymentRow
      }
    }
  }
`);

const PaymentQuery = graphql(`
  query PaymentOne(
    $id: ID!
    $may_payments_refund: Boolean = false
    $may_invoices_read: Boolean = false
  ) {
    payment(id: $id) {
      ...PaymentDetail
    }
  }
`);

/** What the customer owes, oldest due first: the order in which a payment settles it. */
export const OpenInvoicesQuery = graphql(`
  query OpenInvoicesOf($customerId: ID!) {
    customer(id: $customerId) {
      id
      name
      number
      balance
      currency
      status
    }
    invoices(
      filter: { customerId: $customerId, open: true }
      sort: [{ field: "dueDate" }, { field: "number" }]
      first: 200
    ) {
      totalCount
      nodes {
        id
        number
        status
        documentDate
        dueDate
        due
        total
        currency
      }
    }
  }
`);

export const RecordPayment = graphql(`
  mutation RecordPayment($input: PaymentInput!) {
    recordPayment(input: $input) {
      id
      receiptNumber
    }
  }
`);

export const ClaimInvoice = graphql(`
  mutation ClaimInvoice($id: ID!, $payment: ClaimInput!) {
    claimInvoice(id: $id, payment: $payment) {
      id
      number
    }
  }
`);

export const CreateAndClaimInvoice = graphql(`
  mutation CreateAndClaimInvoice($invoice: InvoiceInput!, $payment: ClaimInput!) {
    createAndClaimInvoice(invoice: $invoice, payment: $payment) {
      id
      number
    }
  }
`);

/** The till that the viewer has open, if any. */
export const OwnTillQuery = graphql(`
  query OwnTill {
    tills {
      id
      name
      currency
      session {
        id
        mine
      }
    }
  }
`);

/** What else follows when a payment is reversed. */
export const BlockedIfReversedQuery = graphql(`
  query BlockedIfReversed($paymentId: ID!) {
    blockedIfReversed(paymentId: $paymentId)
  }
`);

export const ReversePayment = graphql(`
  mutation ReversePayment($id: ID!, $reason: String!) {
    reversePayment(id: $id, reason: $reason) {
      id
    }
  }
`);

export const RefundPayment = graphql(`
  mutation RefundPayment(
    $id: ID!
    $amount: Decimal
    $date: Date!
    $idempotencyKey: String
    $refundFee: Boolean
  ) {
    refundPayment(
      id: $id
      amount: $amount
      date: $date
      idempotencyKey: $idempotencyKey
      refundFee: $refundFee
    ) {
      id
    }
  }
`);

export const PaymentTasksQuery = graphql(`
  query PaymentTaskList($partnerId: ID) {
    paymentTasks(partnerId: $partnerId) {
      id
      kind
      askedAmount
      askedCurrency
      receivedAmount
      receivedCurrency
      words
      createdAt
      customer {
        id
        name
      }
      payment {
        id
        receiptNumber
      }
    }
  }
`);

export const ClosePaymentTask = graphql(`
  mutation ClosePaymentTask($id: ID!, $note: String!) {
    closePaymentTask(id: $id, note: $note)
  }
`);

export const PaymentSumsQuery = graphql(`
  query PaymentSums($filter: PaymentFilter) {
    payments(filter: $filter, first: 1) {
      sums {
        amount
        currency
      }
    }
  }
`);

export const paymentApi: ResourceApi = {
  name: 'payments',
  list: listOf(PaymentsQuery, (data) => data.payments),
  one: oneOf(PaymentQuery, (data) => data.payment),
};
