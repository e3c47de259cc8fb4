import { Webhook } from 'standardwebhooks';
import { z } from 'zod';
import { derive } from '../../platform/secret.ts';
import {
  GatewayFailure,
  GatewayRefusal,
  type Gateway,
  type GatewayEvent,
  type PaymentOrder,
} from './gateway.ts';

export interface SandboxAccount {
  /** Where the provider's API is, without a slash at the end. */
  apiUrl: string;
  apiKey: string;
  webhookSecret: string;
}

/** The keys that the sandbox gives an account: made of its id, for the sandbox keeps no records. */
export function sandboxKeys(
  secret: string,
  account: string,
): Pick<SandboxAccount, 'apiKey' | 'webhookSecret'> {
  return {
    apiKey: `${account}.${derive(secret, `sandbox api key ${account}`)}`,
    webhookSecret: Buffer.from(derive(secret, `sandbox webhook ${account}`), 'base64url').toString(
      'base64',
    ),
  };
}

const TIMEOUT_MS = 10_000;
const created = z.object({ id: z.string().min(1).max(200), url: z.url() });
const MINOR = /^\d{1,18}$/;
const event = z.object({
  id: z.string().min(1),
  type: z.enum(['payment.paid', 'payment.failed', 'payment.cancelled']),
  failure: z.string().max(300).nullable(),
  payment: z.object({
    id: z.string(),
    amount: z.string().regex(MINOR),
    currency: z.string(),
    reference: z.object({ partnerId: z.uuid(), checkoutId: z.uuid() }),
  }),
});
const OUTCOMES = {
  'payment.paid': 'PAID',
  'payment.failed': 'FAILED',
  'payment.cancelled': 'CANCELLED',
} as const;

/**
 * The client of the sandbox provider: it speaks HTTP with it as with any provider, and shares
 * nothing with it but two keys.
 */
export function sandboxGateway({ apiUrl, apiKey, webhookSecret }: SandboxAccount): Gateway {
  const webhook = new Webhook(webhookSecret);
  return {
    async createPayment({
      reference,
      amountMinor,
      currency,
      description,
      returnUrl,
      webhookUrl,
    }: PaymentOrder) {
      const body = JSON.stringify({
        amount: amountMinor.toString(),
        currency,
        description,
        reference,
        returnUrl,
        webhookUrl,
      });
      let response: Response;
      try {
        response = await fetch(`${apiUrl}/v1/payments`, {
          method: 'POST',
          body,
          redirect: 'error',
          signal: AbortSignal.timeout(TIMEOUT_MS),
          headers: {
            authorization: `Bearer ${apiKey}`,
            'content-type': 'application/json',
            'idempotency-key': reference.checkoutId,
          },
        });
      } catch (error) {
        throw new GatewayFailure('The payment provider cannot be reached.', { cause: error });
      }
      if (response.status !== 201)
        throw new GatewayFailure(`The payment provider answered ${response.status}.`);
      const payment = created.safeParse(await response.json().catch(() => null));
      if (!payment.success)
        throw new GatewayFailure('The payment provider answered something else than a payment.');
      return { providerRef: payment.data.id, redirectUrl: payment.data.url };
    },

    verifyWebhook(headers, rawBody): GatewayEvent {
      const given = Object.fromEntries(
        Object.entries(headers).filter(
          (entry): entry is [string, string] => entry[1] !== undefined,
        ),
      );
      let payload: unknown;
      try {
        payload = webhook.verify(rawBody, given);
      } catch (error) {
        throw new GatewayRefusal('The signature does not fit.', { cause: error });
      }
      const parsed = event.safeParse(payload);
      if (!parsed.success) throw new GatewayRefusal('The event is not one that is known here.');
      const { id, type, failure, payment } = parsed.data;
      return {
        id,
        providerRef: payment.id,
        reference: payment.reference,
        outcome: OUTCOMES[type],
        amountMinor: BigInt(payment.amount),
        currency: payment.currency,
        failure,
      };
    },
  };
}
