import { graphql } from '../generated/index.ts';

graphql(`
  fragment AlikeShown on Customer {
    id
    number
    name
    status
    email
    phone
    street
    zip
    city
    partner {
      id
      name
      test
      clock
    }
  }
`);

export const AlikeCustomersQuery = graphql(`
  query AlikeCustomers($input: AlikeInput!) {
    alikeCustomers(input: $input) {
      customer {
        ...AlikeShown
      }
      reasons
    }
  }
`);

export const DuplicatesQuery = graphql(`
  query Duplicates($partnerId: ID, $customerId: ID, $first: Int!, $offset: Int) {
    duplicateCandidates(
      partnerId: $partnerId
      customerId: $customerId
      first: $first
      offset: $offset
    ) {
      customer {
        ...AlikeShown
      }
      other {
        ...AlikeShown
      }
      reasons
    }
  }
`);

export const IgnoreDuplicate = graphql(`
  mutation IgnoreDuplicate($customerId: ID!, $otherId: ID!) {
    ignoreDuplicate(customerId: $customerId, otherId: $otherId)
  }
`);
