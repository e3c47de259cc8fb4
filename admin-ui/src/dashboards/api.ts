import { graphql } from '../generated/index.ts';
import type { PlannedFragment } from '../generated/graphql.ts';

graphql(`
  fragment Planned on PlannedFigures {
    asOf
    working
    currency
    months {
      month
      invoiceCount
      net
      tax
      total
    }
  }
`);

export const plannedDocument = graphql(`
  query DashboardPlanned($partnerId: ID, $currency: String) {
    plannedFigures(partnerId: $partnerId, currency: $currency) {
      ...Planned
    }
  }
`);

export const plannedPushed = graphql(`
  subscription DashboardPlannedPushed($partnerId: ID, $currency: String) {
    plannedFigures(partnerId: $partnerId, currency: $currency) {
      ...Planned
    }
  }
`);

export const refreshPlannedDocument = graphql(`
  mutation RefreshPlanned($partnerId: ID) {
    refreshPlanned(partnerId: $partnerId)
  }
`);

export const historyDocument = graphql(`
  query DashboardHistory($partnerId: ID, $currency: String) {
    financeHistory(partnerId: $partnerId, currency: $currency, months: 12) {
      month
      invoiced
      paid
    }
  }
`);

export const waitingDocument = graphql(`
  query DashboardWaiting($partnerId: ID) {
    ready: billingRuns(
      filter: { status: READY, partnerId: $partnerId, fromAbove: false }
      sort: [{ field: "date" }]
      first: 5
    ) {
      totalCount
      nodes {
        id
        date
        createdAt
        invoiceCount
        customerCount
        total {
          amount
          currency
        }
        partners {
          id
          name
        }
      }
    }
    failed: billingRuns(
      filter: { status: FAILED, partnerId: $partnerId, fromAbove: false }
      sort: [{ field: "date", order: DESC }]
      first: 5
    ) {
      totalCount
      nodes {
        id
        date
        failure
        partners {
          id
          name
        }
      }
    }
  }
`);

export const troubledMessagesDocument = graphql(`
  query DashboardMessages($partnerId: ID) {
    held: messages(filter: { status: HELD, partnerId: $partnerId }, first: 1) {
      totalCount
      nodes {
        id
        error
      }
    }
    failed: messages(filter: { status: FAILED, partnerId: $partnerId }, first: 1) {
      totalCount
      nodes {
        id
        to
        error
      }
    }
  }
`);

export const firstDayDocument = graphql(`
  query FirstDay {
    firstDay {
      asksPlace
      companyFromAbove
      steps {
        kind
        done
      }
    }
  }
`);

export const settlePlaceDocument = graphql(`
  mutation SettlePlace($id: ID!, $currency: String!, $timeZone: String!) {
    updatePartner(id: $id, input: { currency: $currency, timeZone: $timeZone }) {
      id
      currency
      timeZone
    }
  }
`);

export type PlannedMonth = PlannedFragment['months'][number];
