import { graphql } from '../generated/index.ts';

export const PaymentLinkQuery = graphql(`
  query PaymentLink($invoiceId: ID!) {
    paymentLink(invoiceId: $invoiceId) {
      url
      expiresAt
    }
  }
`);

export const RevokePaymentLinks = graphql(`
  mutation RevokePaymentLinks($invoiceId: ID!) {
    revokePaymentLinks(invoiceId: $invoiceId)
  }
`);
