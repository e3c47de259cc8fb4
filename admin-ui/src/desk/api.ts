import { graphql } from '../generated/index.ts';
import type {
  CashDeskTakeMutation,
  DeskManagedTillsQuery,
  DeskSessionFragment,
  DeskTillFragment,
  DeskFoundFragment,
} from '../generated/graphql.ts';

graphql(`
  fragment DeskTill on Till {
    id
    name
    currency
    limit
    archived
    usedBy
    mine
    methods
    cashRounding
    session {
      id
      mine
    }
  }
`);

graphql(`
  fragment DeskSession on TillSession {
    id
    status
    number
    mine
    openedBy
    openedAt
    openedOn
    float
    leftBefore
    floatReason
    cashTaken
    expected
    counted
    difference
    left
    closedOn
    closeReason
    approvedBy
    approvalReason
    reportUrl
    counts {
      counted
      expected
      at
      pieces {
        value
        count
      }
    }
    totals {
      kind
      method
      count
      amount
    }
    till {
      ...DeskTill
    }
  }
`);

graphql(`
  fragment DeskFound on CashDeskCustomer {
    id
    number
    name
    status
    balance
    currency
    comesBackWith
    openInvoices {
      id
      number
      documentDate
      dueDate
      total
      due
    }
  }
`);

/** The tills that one may use; all of them for who manages the desk. */
export const TillsQuery = graphql(`
  query DeskTills {
    tills {
      ...DeskTill
    }
  }
`);

/** The same with who may use each, for who sets them up. */
export const ManagedTillsQuery = graphql(`
  query DeskManagedTills($partnerId: ID) {
    tills(partnerId: $partnerId) {
      ...DeskTill
      partner {
        id
        name
      }
      users {
        id
        name
      }
    }
  }
`);

export const SessionQuery = graphql(`
  query DeskSessionOne($id: ID!) {
    tillSession(id: $id) {
      ...DeskSession
    }
  }
`);

export const SessionChanged = graphql(`
  subscription DeskSessionChanged($id: ID!) {
    tillSession(id: $id) {
      ...DeskSession
    }
  }
`);

export const SessionsQuery = graphql(`
  query DeskSessions($partnerId: ID) {
    tillSessions(partnerId: $partnerId) {
      ...DeskSession
    }
  }
`);

export const SearchQuery = graphql(`
  query DeskSearch($text: String!) {
    cashDeskSearch(text: $text) {
      ...DeskFound
    }
  }
`);

export const OpenTill = graphql(`
  mutation DeskOpenTill($tillId: ID!, $float: Decimal!, $reason: String) {
    openTill(tillId: $tillId, float: $float, reason: $reason) {
      ...DeskSession
    }
  }
`);

export const TakePayment = graphql(`
  mutation CashDeskTake($input: CashDeskPaymentInput!) {
    takeCashDeskPayment(input: $input) {
      id
      receiptNumber
      amount
      change
      date
      method
      receiptUrl
      customer {
        ...DeskFound
      }
    }
  }
`);

export const MoveCash = graphql(`
  mutation DeskMoveCash(
    $sessionId: ID!
    $kind: TillMovementKind!
    $amount: Decimal!
    $reason: String!
  ) {
    moveTillCash(sessionId: $sessionId, kind: $kind, amount: $amount, reason: $reason) {
      ...DeskSession
    }
  }
`);

export const CloseTill = graphql(`
  mutation DeskCloseTill(
    $sessionId: ID!
    $counted: Decimal!
    $left: Decimal!
    $reason: String
    $pieces: [TillPieceInput!]
  ) {
    closeTill(
      sessionId: $sessionId
      counted: $counted
      left: $left
      reason: $reason
      pieces: $pieces
    ) {
      ...DeskSession
    }
  }
`);

export const ApproveDifference = graphql(`
  mutation DeskApprove($sessionId: ID!, $reason: String!) {
    approveTillDifference(sessionId: $sessionId, reason: $reason) {
      ...DeskSession
    }
  }
`);

export const CreateTill = graphql(`
  mutation DeskCreateTill($input: TillInput!) {
    createTill(input: $input) {
      ...DeskTill
    }
  }
`);

export const UpdateTill = graphql(`
  mutation DeskUpdateTill($id: ID!, $input: TillUpdateInput!) {
    updateTill(id: $id, input: $input) {
      ...DeskTill
    }
  }
`);

/** Who may be given a till. */
export const StaffQuery = graphql(`
  query DeskStaff($partnerId: ID) {
    users(filter: { partnerId: $partnerId }, first: 200) {
      nodes {
        id
        name
        role
        active
      }
    }
  }
`);

export type Till = DeskTillFragment;
export type Session = DeskSessionFragment;
export type Found = DeskFoundFragment;
export type Receipt = CashDeskTakeMutation['takeCashDeskPayment'];
export type ManagedTill = DeskManagedTillsQuery['tills'][number];
