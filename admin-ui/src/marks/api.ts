import { graphql } from '../generated/index.ts';
import { oneOf, type ResourceApi } from '../api/resource.ts';

graphql(`
  fragment LabelShown on Label {
    id
    name
    colour
  }
`);

graphql(`
  fragment LocationShown on Location {
    id
    number
    kind
    name
    address
    lat
    lon
    fromAbove
    customFields
    parent {
      id
      name
    }
    partner {
      id
      name
      test
      clock
    }
  }
`);

export const LabelsQuery = graphql(`
  query Labels($partnerId: ID) {
    labels(partnerId: $partnerId) {
      ...LabelShown
    }
  }
`);

export const LocationsQuery = graphql(`
  query Locations($partnerId: ID, $search: String) {
    locations(partnerId: $partnerId, search: $search) {
      id
      number
      name
      parent {
        id
        name
      }
    }
  }
`);

export const MarksQuery = graphql(`
  query Marks($partnerId: ID, $may_customers_read: Boolean = false) {
    labels(partnerId: $partnerId) {
      ...LabelShown
      fromAbove
      partner {
        id
        name
      }
      customerCount @include(if: $may_customers_read)
    }
    locations(partnerId: $partnerId) {
      ...LocationShown
      customerCount @include(if: $may_customers_read)
    }
  }
`);

export const SaveLabel = graphql(`
  mutation SaveLabel($id: ID, $partnerId: ID, $name: String!, $colour: String!) {
    saveLabel(id: $id, partnerId: $partnerId, name: $name, colour: $colour) {
      ...LabelShown
    }
  }
`);

export const RemoveLabel = graphql(`
  mutation RemoveLabel($id: ID!) {
    removeLabel(id: $id)
  }
`);

export const SaveLocation = graphql(`
  mutation SaveLocation($id: ID, $input: LocationInput!) {
    saveLocation(id: $id, input: $input) {
      ...LocationShown
    }
  }
`);

export const RemoveLocation = graphql(`
  mutation RemoveLocation($id: ID!) {
    removeLocation(id: $id)
  }
`);

const LocationQuery = graphql(`
  query Location($id: ID!, $may_customers_read: Boolean = false) {
    location(id: $id) {
      ...LocationShown
      customerCount @include(if: $may_customers_read)
    }
  }
`);

export const locationApi: ResourceApi = {
  name: 'locations',
  one: oneOf(LocationQuery, (data) => data.location),
};
