/** The payment providers. Source: payments, Gateways. */
export const GATEWAY_KINDS = ['SANDBOX', 'STRIPE', 'PAYPAL'] as const;
export type GatewayKind = (typeof GATEWAY_KINDS)[number];

/** How a provider is called wherever a payment through it shows. */
const PROVIDERS: Record<GatewayKind, string> = {
  SANDBOX: 'Sandbox (simulated, no real money)',
  STRIPE: 'Stripe',
  PAYPAL: 'PayPal',
};

/** Whether a provider keeps cards for later charges. */
export function keepsCards(kind: GatewayKind): boolean {
  return kind !== 'PAYPAL';
}

/** Where a payment came from, in words, also that no real money moved; null where a person recorded it. */
export function originOf(gateway: GatewayKind | null, test: boolean): string | null {
  if (!gateway) return null;
  return test && gateway !== 'SANDBOX'
    ? `${PROVIDERS[gateway]} (test, no real money)`
    : PROVIDERS[gateway];
}
