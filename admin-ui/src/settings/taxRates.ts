import { graphql } from '../generated/index.ts';

export const taxRatesDocument = graphql(`
  query TaxRates($usableBy: [ID!]) {
    taxRates(usableBy: $usableBy) {
      id
      name
      fromAbove
      partner {
        id
        name
      }
      versions {
        ...TaxVersion
      }
    }
  }
`);

graphql(`
  fragment TaxVersion on TaxRateVersion {
    percent
    category
    exemptReason
    validFrom
    parts {
      name
      percent
      basis
    }
  }
`);

export const createTaxRateDocument = graphql(`
  mutation TaxRateCreate($input: TaxRateInput!) {
    createTaxRate(input: $input) {
      id
      name
      percent
    }
  }
`);

export const updateTaxRateDocument = graphql(`
  mutation TaxRateUpdate($id: ID!, $input: TaxRateInput!) {
    updateTaxRate(id: $id, input: $input) {
      id
      name
      percent
    }
  }
`);
