import { graphql } from '../generated/index.ts';
import type { ServiceOneQuery } from '../generated/graphql.ts';
import { listOf, oneOf, type ResourceApi } from '../api/resource.ts';

graphql(`
  fragment ServiceRow on Service {
    id
    description
    status
    startDate
    endDate
    quantity
    unitPrice @include(if: $may_invoices_read)
    priceFromTariff @include(if: $may_invoices_read)
    priceWithTax @include(if: $may_invoices_read)
    setupFee @include(if: $may_invoices_read)
    currency
    chargedUntil
    customFields
    discounts @include(if: $may_invoices_read) {
      kind
      value
      from
      until
      message
    }
    tariff {
      id
      name
      kind
      periodDays @include(if: $may_tariffs_read)
      price @include(if: $may_tariffs_read)
      taxIncluded @include(if: $may_tariffs_read)
      taxRate @include(if: $may_tariffs_read) {
        id
      }
    }
    contractUntil
    cancellationFee @include(if: $may_invoices_read)
    pausedFrom
    resumesOn
    planned {
      id
      date
      problem
      tariff {
        id
        name
      }
    }
    customer {
      id
      number
      name
      status
      billingType
      partner {
        id
        name
        test
        clock
      }
    }
  }
`);

const ServicesQuery = graphql(`
  query ServiceList(
    $filter: ServiceFilter
    $sort: [SortInput!]
    $first: Int
    $offset: Int
    $may_invoices_read: Boolean = false
    $may_tariffs_read: Boolean = false
  ) {
    services(filter: $filter, sort: $sort, first: $first, offset: $offset) {
      totalCount
      nodes {
        ...ServiceRow
      }
    }
  }
`);

const ServiceQuery = graphql(`
  query ServiceOne(
    $id: ID!
    $may_invoices_read: Boolean = false
    $may_tariffs_read: Boolean = false
  ) {
    service(id: $id) {
      ...ServiceRow
      neverCharged
      planChanges {
        id
        status
        date
        byCustomer
        tariff {
          id
          name
        }
        from {
          id
          description
        }
        to {
          id
          description
        }
      }
      pricePlannedFrom @include(if: $may_invoices_read)
      datedPrices @include(if: $may_invoices_read) {
        from
        price
      }
    }
  }
`);

/** Tariffs that a customer of the partner can be sold. */
export const TariffChoicesQuery = graphql(`
  query TariffChoices($partnerId: ID!, $search: String) {
    tariffs(
      filter: { partnerId: $partnerId, archived: false, search: $search }
      first: 200
      sort: [{ field: "name" }]
    ) {
      nodes {
        id
        name
        kind
        price
        priceWithTax
        currency
        setupFee
        taxIncluded
        taxRate {
          id
          name
          percent
        }
      }
    }
  }
`);

/** What a service would be charged first, if it were added like this. */
export const FirstChargeQuery = graphql(`
  query FirstCharge($input: ServiceInput!, $may_invoices_read: Boolean = false) {
    firstCharge(input: $input) @include(if: $may_invoices_read) {
      total
      lines {
        description
        explanation
        total
      }
      charge {
        date
        dueDate
        currency
        total
      }
    }
  }
`);

export const CreateService = graphql(`
  mutation CreateService(
    $input: ServiceInput!
    $may_invoices_read: Boolean = false
    $may_tariffs_read: Boolean = false
  ) {
    createService(input: $input) {
      ...ServiceRow
    }
  }
`);

export const UpdateService = graphql(`
  mutation UpdateService(
    $serviceId: ID!
    $input: ServiceUpdateInput!
    $may_invoices_read: Boolean = false
    $may_tariffs_read: Boolean = false
  ) {
    updateService(serviceId: $serviceId, input: $input) {
      ...ServiceRow
    }
  }
`);

export const EndService = graphql(`
  mutation EndService(
    $serviceId: ID!
    $endDate: Date!
    $may_invoices_read: Boolean = false
    $may_tariffs_read: Boolean = false
  ) {
    endService(serviceId: $serviceId, endDate: $endDate) {
      ...ServiceRow
    }
  }
`);

/** What would be given back of a service if it ended on a day. */
export const UnusedCreditQuery = graphql(`
  query UnusedCredit($serviceId: ID!, $endDate: Date, $may_invoices_read: Boolean = false) {
    unusedCredit(serviceId: $serviceId, endDate: $endDate) {
      currency
      total
      credits {
        from
        until
        total
        invoice @include(if: $may_invoices_read) {
          id
          number
        }
      }
    }
  }
`);

export const CreditUnused = graphql(`
  mutation CreditUnused($serviceId: ID!) {
    creditUnused(serviceId: $serviceId) {
      id
    }
  }
`);

/** What a change of plan would come to. */
export const TryPlanChange = graphql(`
  mutation TryPlanChange($input: PlanChangeInput!, $may_invoices_read: Boolean = false) {
    changePlan(input: $input) {
      id
      date
      currency
      fee @include(if: $may_invoices_read)
      feeBy @include(if: $may_invoices_read)
      credited @include(if: $may_invoices_read)
      charged @include(if: $may_invoices_read)
      balanceAfter @include(if: $may_invoices_read)
    }
  }
`);

export const ChangePlan = graphql(`
  mutation ChangePlan($input: PlanChangeInput!) {
    changePlan(input: $input) {
      id
      status
      date
    }
  }
`);

export const CancelPlanChange = graphql(`
  mutation CancelPlanChange($id: ID!) {
    cancelPlanChange(id: $id) {
      id
    }
  }
`);

export const PauseService = graphql(`
  mutation PauseService($serviceId: ID!, $from: Date!) {
    pauseService(serviceId: $serviceId, from: $from) {
      id
    }
  }
`);

export const ResumeService = graphql(`
  mutation ResumeService($serviceId: ID!, $from: Date!) {
    resumeService(serviceId: $serviceId, from: $from) {
      id
    }
  }
`);

export const RemoveServiceEnd = graphql(`
  mutation RemoveServiceEnd($serviceId: ID!) {
    removeServiceEnd(serviceId: $serviceId) {
      id
    }
  }
`);

export const MoveServiceStart = graphql(`
  mutation MoveServiceStart($serviceId: ID!, $startDate: Date!) {
    moveServiceStart(serviceId: $serviceId, startDate: $startDate) {
      id
    }
  }
`);

export const DeleteService = graphql(`
  mutation DeleteService($serviceId: ID!) {
    deleteService(serviceId: $serviceId)
  }
`);

export const CancelServicePrice = graphql(`
  mutation CancelServicePrice($serviceId: ID!) {
    cancelServicePrice(serviceId: $serviceId) {
      id
    }
  }
`);

export type Service = ServiceOneQuery['service'];

export const ServiceSumsQuery = graphql(`
  query ServiceSums($filter: ServiceFilter) {
    services(filter: $filter, first: 1) {
      monthlyRecurringRevenue {
        amount
        currency
      }
    }
  }
`);

export const serviceApi: ResourceApi = {
  name: 'services',
  list: listOf(ServicesQuery, (data) => data.services),
  one: oneOf(ServiceQuery, (data) => data.service),
};
