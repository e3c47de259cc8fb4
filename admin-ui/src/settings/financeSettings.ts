import { graphql } from '../generated/index.ts';
import type { FinanceSettingsOneQuery } from '../generated/graphql.ts';

// the settings themselves, and their origins, are asked for as they are declared: see settingFragments.ts
graphql(`
  fragment FinanceSettingsFields on FinanceSettings {
    partner {
      id
      name
      currency
      childCount
    }
    customersAffected
    ...FinanceValues
    ...FinanceOrigins
  }
`);

export const financeSettingsDocument = graphql(`
  query FinanceSettingsOne($partnerId: ID!) {
    financeSettings(partnerId: $partnerId) {
      ...FinanceSettingsFields
    }
  }
`);

export const updateFinanceSettingsDocument = graphql(`
  mutation FinanceSettingsUpdate($partnerId: ID!, $input: FinanceSettingsInput!) {
    updateFinanceSettings(partnerId: $partnerId, input: $input) {
      ...FinanceSettingsFields
    }
  }
`);

export type FinanceSettings = FinanceSettingsOneQuery['financeSettings'];
