import { graphql } from '../generated/index.ts';
import { listOf, oneOf, type ResourceApi } from '../api/resource.ts';

/** What the list, the live updates and every screen of a run need; cheap enough to be pushed. */
graphql(`
  fragment RunSummary on BillingRun {
    id
    date
    status
    createdAt
    createdBy
    confirmedAt
    confirmedBy
    progress
    processed
    candidates
    failure
    customerCount
    invoiceCount
    leftOutCount
    fingerprint
    fromAbove
    partners {
      id
      number
      name
      timeZone
      test
      clock
    }
    total {
      amount
      currency
    }
  }
`);

/** The whole run but its customers: those are paged in by the review table. */
graphql(`
  fragment RunDetail on BillingRun {
    ...RunSummary
    net {
      amount
      currency
    }
    tax {
      amount
      currency
    }
    flagCounts {
      flag
      count
    }
    partnerTotals {
      partner {
        id
        number
        name
        test
      }
      currency
      customerCount
      invoiceCount
      leftOutCount
      net
      tax
      total
      previousTotal
      previousDate
      missingCount
      billedAlreadyCount
    }
  }
`);

graphql(`
  fragment LineChangeFields on LineChange {
    description
    kind
    on
    before
    now
    amount
  }
`);

graphql(`
  fragment RunEntry on BillingRunEntry {
    id
    customer {
      id
      number
      name
      status
    }
    partner {
      id
      name
      test
    }
    currency
    net
    tax
    total
    previousTotal
    previousDate
    change
    changes {
      ...LineChangeFields
    }
    flags
    waiting
    excludedReason
    excludedByUser
    createsInvoice
    documentDate
    dueDate
    invoice {
      id
      number
    }
    lines {
      ...LineFields
    }
  }
`);

const BillingRunsQuery = graphql(`
  query BillingRunList($filter: BillingRunFilter, $sort: [SortInput!], $first: Int, $offset: Int) {
    billingRuns(filter: $filter, sort: $sort, first: $first, offset: $offset) {
      totalCount
      nodes {
        ...RunSummary
      }
    }
  }
`);

export const BillingRunQuery = graphql(`
  query BillingRunOne($id: ID!) {
    billingRun(id: $id) {
      ...RunDetail
    }
  }
`);

graphql(`
  fragment RunCare on BillingRun {
    id
    fingerprint
    confirmAt
    stale(first: $named) {
      tree
      count
      customers {
        id
        name
        currency
        now
        before
        changes {
          ...LineChangeFields
        }
        why
      }
    }
    warnings {
      code
      message
    }
  }
`);

export const RunStaleQuery = graphql(`
  query BillingRunStale($id: ID!, $named: Int!) {
    billingRun(id: $id) {
      ...RunCare
    }
  }
`);

export const RunCareSubscription = graphql(`
  subscription BillingRunCare($id: ID!, $named: Int!) {
    billingRunCare(id: $id) {
      ...RunCare
    }
  }
`);

export const RunEntriesQuery = graphql(`
  query BillingRunEntries(
    $id: ID!
    $filter: BillingRunEntryFilter
    $sort: [SortInput!]
    $first: Int
    $offset: Int
  ) {
    billingRun(id: $id) {
      id
      entries(filter: $filter, sort: $sort, first: $first, offset: $offset) {
        totalCount
        nodes {
          ...RunEntry
        }
      }
    }
  }
`);

/** Amounts alone, to add up what a filter shows. */
export const RunEntryAmountsQuery = graphql(`
  query BillingRunEntryAmounts(
    $id: ID!
    $filter: BillingRunEntryFilter
    $first: Int
    $offset: Int
  ) {
    billingRun(id: $id) {
      id
      entries(filter: $filter, first: $first, offset: $offset) {
        totalCount
        nodes {
          id
          currency
          net
          tax
          total
          createsInvoice
        }
      }
    }
  }
`);

export const RunMissingQuery = graphql(`
  query BillingRunMissing($id: ID!, $first: Int!) {
    billingRun(id: $id) {
      id
      missing(first: $first) {
        customer {
          id
          number
          name
          partner {
            id
            name
            test
          }
        }
        previousTotal
        currency
        reason
      }
    }
  }
`);

export const SuggestedDateQuery = graphql(`
  query SuggestedBillingDate($partnerId: ID) {
    suggestedBillingDate(partnerId: $partnerId)
  }
`);

export const PartnersDueQuery = graphql(`
  query PartnersDue($date: Date!) {
    partnersDue(date: $date) {
      customersDue
      partner {
        id
        number
        name
        depth
        childCount
        parent {
          id
        }
      }
    }
  }
`);

export const RunWarningsQuery = graphql(`
  query BillingRunWarnings($date: Date!) {
    billingRunWarnings(date: $date) {
      code
      message
    }
  }
`);

export const CreateRun = graphql(`
  mutation CreateBillingRun($input: BillingRunInput!) {
    createBillingRun(input: $input) {
      ...RunSummary
    }
  }
`);

graphql(`
  fragment RunMailsFields on RunMails {
    emails
    texts
    withoutAddress
    notSent
    held
    firstAt
    lastAt
  }
`);

/** What is told before a preview is confirmed; the dates of some customers stand for all. */
export const RunEffectQuery = graphql(`
  query BillingRunEffect($id: ID!) {
    billingRun(id: $id) {
      id
      entries(filter: { leftOut: false }, first: 100, offset: 0) {
        nodes {
          id
          documentDate
          dueDate
        }
      }
      mails {
        ...RunMailsFields
      }
      proformasOvertaken
      warnings {
        code
        message
      }
    }
  }
`);

/** The previews that wait, as many as are looked at side by side. */
export const RunsWaitingQuery = graphql(`
  query RunsWaitingTogether($partnerId: ID) {
    billingRuns(filter: { status: READY, partnerId: $partnerId, fromAbove: false }, first: 50) {
      nodes {
        id
      }
    }
  }
`);

/** Previews of a date that are not decided yet, and those at work. */
export const RunsOfDateQuery = graphql(`
  query RunsOfDate($date: Date!) {
    billingRuns(filter: { date: $date }, sort: [{ field: "createdAt", order: DESC }], first: 50) {
      nodes {
        ...RunSummary
      }
    }
  }
`);

export const ConfirmRuns = graphql(`
  mutation ConfirmRuns($runs: [RunToConfirmInput!]!) {
    confirmBillingRuns(runs: $runs) {
      run {
        ...RunSummary
      }
      refusal {
        reason
        message
      }
    }
  }
`);

export const ConfirmRun = graphql(`
  mutation ConfirmBillingRun($id: ID!, $fingerprint: String!) {
    confirmBillingRun(id: $id, fingerprint: $fingerprint) {
      ...RunSummary
    }
  }
`);

export const DeleteRun = graphql(`
  mutation DeleteBillingRun($id: ID!) {
    deleteBillingRun(id: $id) {
      ...RunSummary
    }
  }
`);

export const RetryRun = graphql(`
  mutation RetryBillingRun($id: ID!) {
    retryBillingRun(id: $id) {
      ...RunSummary
    }
  }
`);

export const RepreviewRun = graphql(`
  mutation RepreviewBillingRun($id: ID!) {
    repreviewBillingRun(id: $id) {
      ...RunSummary
    }
  }
`);

export const ExcludeFromRun = graphql(`
  mutation ExcludeFromBillingRun($id: ID!, $customerId: ID!, $reason: String!) {
    excludeFromBillingRun(id: $id, customerId: $customerId, reason: $reason) {
      ...RunDetail
    }
  }
`);

export const IncludeInRun = graphql(`
  mutation IncludeInBillingRun($id: ID!, $customerId: ID!) {
    includeInBillingRun(id: $id, customerId: $customerId) {
      ...RunDetail
    }
  }
`);

export const RunProgressSubscription = graphql(`
  subscription BillingRunProgress($id: ID!) {
    billingRunProgress(id: $id) {
      ...RunSummary
    }
  }
`);

export const RunsSubscription = graphql(`
  subscription BillingRunsChanged {
    billingRuns {
      ...RunSummary
    }
  }
`);

export const billingRunApi: ResourceApi = {
  name: 'billing-runs',
  list: listOf(BillingRunsQuery, (data) => data.billingRuns),
  one: oneOf(BillingRunQuery, (data) => data.billingRun),
};
