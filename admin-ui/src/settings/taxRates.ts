import { graphql } from '../generated/index.ts';

export const taxRatesDocument = graphql(`
  query TaxRates {
    taxRates {
      id
      name
      percent
      partner {
        id
        name
      }
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
