import { graphql } from '../generated/index.ts';

graphql(`
  fragment MassJobParts on MassJob {
    id
    kind
    list
    fields
    status
    confirmed
    progress
    fingerprint
    total
    changes
    alreadySo
    refused
    createdBy
    createdAt
    undoableUntil
    undoing
    undone
    leftSo
    sums {
      amount
      currency
    }
  }
`);

export const MassJobQuery = graphql(`
  query MassJob($id: ID!) {
    massJob(id: $id) {
      ...MassJobParts
    }
  }
`);

export const MassMailsQuery = graphql(`
  query MassMails($id: ID!) {
    massJob(id: $id) {
      id
      mails {
        emails
        texts
        withoutAddress
        notSent
        held
        firstAt
        lastAt
      }
    }
  }
`);

export const MassRowsQuery = graphql(`
  query MassRows($id: ID!, $first: Int, $offset: Int, $onlyRefused: Boolean) {
    massJob(id: $id) {
      id
      rows(first: $first, offset: $offset, onlyRefused: $onlyRefused) {
        recordId
        label
        before
        after
        effect
        refusal
        amount {
          amount
          currency
        }
      }
    }
  }
`);

export const MassProgressSubscription = graphql(`
  subscription MassProgress($id: ID!) {
    massProgress(id: $id) {
      ...MassJobParts
    }
  }
`);

export const PreviewApproval = graphql(`
  mutation PreviewApproval($ids: [ID!], $filter: InvoiceFilter) {
    previewApproval(ids: $ids, filter: $filter) {
      ...MassJobParts
    }
  }
`);

export const PreviewCharges = graphql(`
  mutation PreviewCharges($ids: [ID!], $date: Date!) {
    previewCharges(ids: $ids, date: $date) {
      ...MassJobParts
    }
  }
`);

export const PreviewInvoices = graphql(`
  mutation PreviewInvoices($ids: [ID!], $invoice: MassInvoiceInput!) {
    previewInvoices(ids: $ids, invoice: $invoice) {
      ...MassJobParts
    }
  }
`);

export const ConfirmMassJob = graphql(`
  mutation ConfirmMassJob($id: ID!, $fingerprint: String!) {
    confirmMassJob(id: $id, fingerprint: $fingerprint) {
      ...MassJobParts
    }
  }
`);

export const CancelJob = graphql(`
  mutation CancelJob($id: ID!) {
    cancelJob(id: $id)
  }
`);

export const PreviewMassChange = graphql(`
  mutation PreviewMassChange($input: MassChangeInput!) {
    previewMassChange(input: $input) {
      ...MassJobParts
    }
  }
`);

export const UndoMassJob = graphql(`
  mutation UndoMassJob($id: ID!) {
    undoMassJob(id: $id) {
      ...MassJobParts
    }
  }
`);

export const MassJobsQuery = graphql(`
  query MassJobs($first: Int, $offset: Int) {
    massJobs(first: $first, offset: $offset) {
      ...MassJobParts
    }
  }
`);
