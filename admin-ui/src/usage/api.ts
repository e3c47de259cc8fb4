import { listOf, type ResourceApi } from '../api/resource.ts';
import { graphql } from '../generated/index.ts';

graphql(`
  fragment UsageRow on UsageRecord {
    id
    sourceId
    at
    kind
    quantity
    unitPrice
    amount
    state
    recordedAt
    recordedBy
    batchId
    withdrawnAt
    withdrawnBy
    withdrawnReason @include(if: $may_usage_write)
    customer {
      id
      number
      name
      currency
    }
    service {
      id
      description
    }
    invoice {
      id
      number
    }
  }
`);

const UsageQuery = graphql(`
  query UsageList(
    $filter: UsageFilter
    $sort: [SortInput!]
    $first: Int
    $offset: Int
    $may_usage_write: Boolean = false
  ) {
    usage(filter: $filter, sort: $sort, first: $first, offset: $offset) {
      totalCount
      nodes {
        ...UsageRow
      }
    }
  }
`);

export const OpenUsageQuery = graphql(`
  query OpenUsage($id: ID!, $may_usage_read: Boolean = false) {
    customer(id: $id) {
      id
      openUsage @include(if: $may_usage_read) {
        kind
        quantity
        unitPrice
        amount
        taxIncluded
        from
        to
        records
        service {
          id
          description
        }
      }
    }
  }
`);

export const UsageOfInvoiceQuery = graphql(`
  query UsageOfInvoice($id: ID!, $may_invoices_read: Boolean = false) {
    invoice(id: $id) {
      id
      usageCount @include(if: $may_invoices_read)
      usageUrl @include(if: $may_invoices_read)
    }
  }
`);

export const UsageInvoicePreviewQuery = graphql(`
  query UsageInvoicePreview($customerId: ID!, $from: Date!, $to: Date!) {
    usageInvoicePreview(customerId: $customerId, from: $from, to: $to) {
      currency
      net
      tax
      total
      records
      unrated
      fingerprint
      lines {
        ...LineFields
      }
    }
  }
`);

export const CreateInvoiceFromUsage = graphql(`
  mutation CreateInvoiceFromUsage(
    $customerId: ID!
    $from: Date!
    $to: Date!
    $documentDate: Date!
    $fingerprint: String
  ) {
    createInvoiceFromUsage(
      customerId: $customerId
      from: $from
      to: $to
      documentDate: $documentDate
      fingerprint: $fingerprint
    ) {
      id
      number
    }
  }
`);

export const RateUsage = graphql(`
  mutation RateUsage($input: RateUsageInput!) {
    rateUsage(input: $input) {
      rated
      left
    }
  }
`);

export const RecordUsageFile = graphql(`
  mutation RecordUsageFile($csv: String!) {
    recordUsageFile(csv: $csv) {
      accepted
      alreadyThere
      withdrawn
    }
  }
`);

export const UsageWithdrawalQuery = graphql(`
  query UsageWithdrawal($input: UsageWithdrawalInput!) {
    usageWithdrawal(input: $input) {
      records
      billed
      before
      customers
      amounts {
        amount
        currency
      }
    }
  }
`);

export const WithdrawUsage = graphql(`
  mutation WithdrawUsage($input: WithdrawUsageInput!) {
    withdrawUsage(input: $input) {
      records
    }
  }
`);

export const usageApi: ResourceApi = {
  name: 'usage',
  list: listOf(UsageQuery, (data) => data.usage),
};
