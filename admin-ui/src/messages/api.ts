import { graphql } from '../generated/index.ts';
import { listOf, oneOf, type ResourceApi } from '../api/resource.ts';

graphql(`
  fragment MessageRow on Message {
    id
    channel
    kind
    subject
    status
    sendAfter
    sentAt
    attempts
    error
    over
    createdAt
    recordedBy
    to
    customer {
      id
      number
      name
    }
    invoice {
      id
      number
    }
    payment {
      id
      receiptNumber
    }
    partner {
      id
      name
      test
      timeZone
    }
  }
`);

const MessagesQuery = graphql(`
  query MessageList($filter: MessageFilter, $sort: [SortInput!], $first: Int, $offset: Int) {
    messages(filter: $filter, sort: $sort, first: $first, offset: $offset) {
      totalCount
      nodes {
        ...MessageRow
      }
    }
  }
`);

export const MessageQuery = graphql(`
  query MessageOne($id: ID!) {
    message(id: $id) {
      ...MessageRow
      body
      attemptLog {
        at
        outcome
        detail
      }
    }
  }
`);

/** What a message that waits would say if it went now. */
export const MessagePreviewQuery = graphql(`
  query MessagePreview($id: ID!) {
    messagePreview(id: $id) {
      subject
      body
    }
  }
`);

export const OutboxChanged = graphql(`
  subscription OutboxChanged {
    outboxChanged
  }
`);

/** Messages that nothing can carry yet, with whose they are. */
export const HeldMessagesQuery = graphql(`
  query HeldMessages($partnerId: ID) {
    messages(filter: { status: HELD, partnerId: $partnerId }, first: 100) {
      totalCount
      nodes {
        id
        channel
        partner {
          id
          name
        }
      }
    }
  }
`);

export const SendMessageNow = graphql(`
  mutation SendMessageNow($id: ID!) {
    sendMessageNow(id: $id) {
      id
      status
    }
  }
`);

export const CancelMessage = graphql(`
  mutation CancelMessage($id: ID!) {
    cancelMessage(id: $id) {
      id
      status
    }
  }
`);

export const ResendMessage = graphql(`
  mutation ResendMessage($id: ID!) {
    resendMessage(id: $id) {
      id
      status
    }
  }
`);

export const SendInvoice = graphql(`
  mutation SendInvoice($id: ID!, $to: String) {
    sendInvoice(id: $id, to: $to) {
      id
      status
      to
      error
    }
  }
`);

export const SendProforma = graphql(`
  mutation SendProforma($id: ID!, $to: String) {
    sendProforma(id: $id, to: $to) {
      id
      status
      to
      error
    }
  }
`);

export const SendCreditNote = graphql(`
  mutation SendCreditNote($id: ID!, $to: String) {
    sendCreditNote(id: $id, to: $to) {
      id
      status
      to
      error
    }
  }
`);

export const SendStatement = graphql(`
  mutation SendStatement($customerId: ID!, $from: Date!, $to: Date!, $email: String) {
    sendStatement(customerId: $customerId, from: $from, to: $to, email: $email) {
      id
      status
      to
      error
    }
  }
`);

export const SendWelcome = graphql(`
  mutation SendWelcome($customerId: ID!) {
    sendWelcome(customerId: $customerId) {
      id
      status
      to
      error
    }
  }
`);

export const HeldMails = graphql(`
  query HeldMails($customerIds: [ID!]!) {
    heldMails(customerIds: $customerIds)
  }
`);

export const RemindCustomers = graphql(`
  mutation RemindCustomers($customerIds: [ID!]!) {
    remindCustomers(customerIds: $customerIds)
  }
`);

export const ReminderPlanOf = graphql(`
  query ReminderPlan($filter: InvoiceFilter) {
    reminderPlan(filter: $filter) {
      customers
      invoices
      due {
        amount
        currency
      }
      leftOut
      fingerprint
    }
  }
`);

export const SendReminders = graphql(`
  mutation SendReminders($filter: InvoiceFilter, $fingerprint: String!) {
    sendReminders(filter: $filter, fingerprint: $fingerprint)
  }
`);

export const messageApi: ResourceApi = {
  name: 'messages',
  list: listOf(MessagesQuery, (data) => data.messages),
  one: oneOf(MessageQuery, (data) => data.message),
};
