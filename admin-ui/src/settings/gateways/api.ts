import { graphql } from '../../generated/index.ts';
import type { GatewayAccountsOfQuery } from '../../generated/graphql.ts';

export const GatewayAccountsQuery = graphql(`
  query GatewayAccountsOf($partnerId: ID!) {
    partner(id: $partnerId) {
      id
      name
      currency
      childCount
    }
    noSandbox
    gatewayAccounts(partnerId: $partnerId) {
      id
      kind
      mode
      enabled
      inherited
      inheritedFrom
      sharedBelow
      feePercent
      feeFixed
      hasSecrets
      webhookUrl
      unusable
    }
  }
`);

export const SaveGatewayAccount = graphql(`
  mutation GatewayAccountSave($partnerId: ID!, $input: GatewayAccountInput!) {
    saveGatewayAccount(partnerId: $partnerId, input: $input) {
      id
      enabled
      sharedBelow
      unusable
    }
  }
`);

export type GatewayAccount = GatewayAccountsOfQuery['gatewayAccounts'][number];
export type GatewayPartner = GatewayAccountsOfQuery['partner'];

/** How a provider is called. */
export const providerName: Record<GatewayAccount['kind'], string> = {
  SANDBOX: 'Sandbox',
  STRIPE: 'Stripe',
  PAYPAL: 'PayPal',
};
