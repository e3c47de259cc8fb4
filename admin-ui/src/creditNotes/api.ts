import { listOf, oneOf, type ResourceApi } from '../api/resource.ts';
import { graphql } from '../generated/index.ts';

graphql(`
  fragment CreditNoteRow on CreditNote {
    id
    number
    status
    documentDate
    currency
    net
    tax
    total
    applied
    refunded
    left
    reason
    customFields
    customer {
      id
      number
      name
    }
    invoice {
      id
      number
    }
  }
`);

graphql(`
  fragment CreditNoteDetail on CreditNote {
    ...CreditNoteRow
    refundable @include(if: $may_payments_refund)
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
    allocations {
      amount
      invoice {
        id
        number
      }
    }
    refunds {
      id
      amount
      date
      method
    }
  }
`);

const CreditNotesQuery = graphql(`
  query CreditNoteList($filter: DocumentFilter, $sort: [SortInput!], $first: Int, $offset: Int) {
    creditNotes(filter: $filter, sort: $sort, first: $first, offset: $offset) {
      totalCount
      nodes {
        ...CreditNoteRow
      }
    }
  }
`);

const CreditNoteQuery = graphql(`
  query CreditNoteOne($id: ID!, $may_payments_refund: Boolean = false) {
    creditNote(id: $id) {
      ...CreditNoteDetail
    }
  }
`);

export const CreditNoteSumsQuery = graphql(`
  query CreditNoteSums($filter: DocumentFilter) {
    creditNotes(filter: $filter, first: 1) {
      sums {
        amount
        currency
      }
    }
  }
`);

export const NotesOfInvoiceQuery = graphql(`
  query NotesOfInvoice($id: ID!, $may_invoices_read: Boolean = false) {
    invoice(id: $id) {
      id
      credited @include(if: $may_invoices_read)
      writtenOff @include(if: $may_invoices_read)
      creditNotes @include(if: $may_invoices_read) {
        ...CreditNoteRow
      }
    }
  }
`);

export const CreditNotePreviewQuery = graphql(`
  query CreditNotePreview($input: CreditNoteInput!) {
    creditNotePreview(input: $input) {
      currency
      net
      tax
      total
      settles
    }
  }
`);

export const CreateCreditNote = graphql(`
  mutation CreateCreditNote($input: CreditNoteInput!) {
    createCreditNote(input: $input) {
      id
      number
    }
  }
`);

export const UpdateCreditNoteDetails = graphql(`
  mutation UpdateCreditNoteDetails($id: ID!, $customFields: JSON) {
    updateCreditNoteDetails(id: $id, customFields: $customFields) {
      id
    }
  }
`);

export const RefundCreditNote = graphql(`
  mutation RefundCreditNote(
    $id: ID!
    $date: Date!
    $method: PaymentMethod!
    $idempotencyKey: String
  ) {
    refundCreditNote(id: $id, date: $date, method: $method, idempotencyKey: $idempotencyKey) {
      id
    }
  }
`);

export const WriteOffInvoice = graphql(`
  mutation WriteOffInvoice($id: ID!, $reason: String!) {
    writeOff(invoiceId: $id, reason: $reason) {
      id
    }
  }
`);

export const TakeBackWriteOff = graphql(`
  mutation TakeBackWriteOff($id: ID!, $reason: String!) {
    takeBackWriteOff(invoiceId: $id, reason: $reason) {
      id
      due
    }
  }
`);

export const creditNoteApi: ResourceApi = {
  name: 'credit-notes',
  list: listOf(CreditNotesQuery, (data) => data.creditNotes),
  one: oneOf(CreditNoteQuery, (data) => data.creditNote),
};
