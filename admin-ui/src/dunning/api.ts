import { graphql } from '../generated/index.ts';
import type { CustomerAheadQuery, DunningSimulationQuery } from '../generated/graphql.ts';

export const CustomerAhead = graphql(`
  query CustomerAhead($id: ID!) {
    customer(id: $id) {
      id
      promiseToPay {
        until
        by
        reason
      }
      dunningAhead {
        kind
        on
        amount
        invoice {
          id
          number
        }
      }
    }
  }
`);
export type Ahead = CustomerAheadQuery['customer'];
export type Step = Ahead['dunningAhead'][number];

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
  query DunningSimulation(
    $date: Date!
    $partnerId: ID
    $kinds: [DunningKind!]
    $first: Int!
    $offset: Int!
  ) {
    dunningSimulation(date: $date, partnerId: $partnerId) {
      blocked
      deactivated
      activated
      lateFees
      reminders
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
          }
        }
      }
    }
  }
`);
export type Simulated = DunningSimulationQuery['dunningSimulation'];
export type Change = Simulated['changes'][number];
