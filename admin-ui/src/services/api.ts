import { graphql } from '../generated/index.ts';
import { listOf, oneOf, type ResourceApi } from '../api/resource.ts';

graphql(`
  fragment ServiceRow on Service {
    id
    description
    status
    startDate
    endDate
    quantity
    unitPrice
    priceFromTariff
    setupFee
    currency
    chargedUntil
    customFields
    discounts { kind value from until message }
    tariff { id name kind price taxIncluded taxRate { id percent } }
    customer { id number name partner { id name } }
  }
`);

const ServicesQuery = graphql(`
  query ServiceList($filter: ServiceFilter, $sort: [SortInput!], $first: Int, $offset: Int) {
    services(filter: $filter, sort: $sort, first: $first, offset: $offset) {
      totalCount
      nodes { ...ServiceRow }
    }
  }
`);

const ServiceQuery = graphql(`
  query ServiceOne($id: ID!) {
    service(id: $id) { ...ServiceRow }
  }
`);

/** Tariffs that a customer of the partner can be sold. */
export const TariffChoicesQuery = graphql(`
  query TariffChoices($partnerId: ID!, $search: String) {
    tariffs(filter: { partnerId: $partnerId, archived: false, search: $search }, first: 200, sort: [{ field: "name" }]) {
      nodes { id name kind price currency setupFee taxIncluded taxRate { id name percent } }
    }
  }
`);

export const CreateService = graphql(`
  mutation CreateService($input: ServiceInput!) {
    createService(input: $input) { ...ServiceRow }
  }
`);

export const UpdateService = graphql(`
  mutation UpdateService($serviceId: ID!, $input: ServiceUpdateInput!) {
    updateService(serviceId: $serviceId, input: $input) { ...ServiceRow }
  }
`);

export const EndService = graphql(`
  mutation EndService($serviceId: ID!, $endDate: Date!) {
    endService(serviceId: $serviceId, endDate: $endDate) { ...ServiceRow }
  }
`);

export const serviceApi: ResourceApi = {
  name: 'services',
  list: listOf(ServicesQuery, (data) => data.services),
  one: oneOf(ServiceQuery, (data) => data.service),
};
