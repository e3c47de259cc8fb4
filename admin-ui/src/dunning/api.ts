import { graphql } from '../generated/index.ts';
import type {
  CustomerAheadQuery,
  DunningChangesQuery,
  DunningSimulationQuery,
} from '../generated/graphql.ts';

export const CustomerAhead = graphql(`
  query CustomerAhead(
    $id: ID!
    $may_dunning_read: Boolean = false
    $may_invoices_read: Boolean = false
    $may_cards_read: Boolean = false
  ) {
    customer(id: $id) {
      id
      promiseToPay @include(if: $may_dunning_read) {
        until
        by
        reason
      }
      dunningAhead @include(if: $may_dunning_read) {
        kind
        on
        amount
        invoice @include(if: $may_invoices_read) {
          id
          number
        }
      }
      autopay @include(if: $may_cards_read) {
        nextAttempt
        nextAmount
        retries
        method {
          id
          brand
          last4
        }
      }
    }
  }
`);
export type Ahead = CustomerAheadQuery['customer'];
export type Step = NonNullable<Ahead['dunningAhead']>[number];

export const PromiseToPay = graphql(`
  mutation PromiseToPay($customerId: ID!, $until: Date, $reason: String) {
    promiseToPay(customerId: $customerId, until: $until, reason: $reason) {
      id
      status
      promiseToPay {
        until
      }
    }
  }
`);

export const Simulation = graphql(`
  query DunningSimulation($date: Date!, $partnerId: ID) {
    dunningSimulation(date: $date, partnerId: $partnerId) {
      blocked
      deactivated
      activated
      lateFees
      reminders
    }
  }
`);
export type Simulated = DunningSimulationQuery['dunningSimulation'];

export const SimulatedChanges = graphql(`
  query DunningChanges(
    $date: Date!
    $partnerId: ID
    $kinds: [DunningKind!]
    $first: Int!
    $offset: Int!
    $may_cards_read: Boolean = false
  ) {
    dunningSimulation(date: $date, partnerId: $partnerId) {
      changes(first: $first, offset: $offset, kinds: $kinds) {
        kind
        from
        to
        reason
        amount
        currency
        customer {
          id
          number
          name
          partner {
            id
            name
            test
          }
          autopay @include(if: $may_cards_read) {
            nextAttempt
            nextAmount
          }
        }
      }
    }
  }
`);
export type Change = DunningChangesQuery['dunningSimulation']['changes'][number];
