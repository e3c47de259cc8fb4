import { createHash } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { currencyDigits, isCurrency } from '@backhaul/domain/money/money';

/** What a payment needs to be known by its page alone: the provider keeps no records. */
export const payment = z.object({
  amount: z.string().regex(/^[1-9]\d{0,17}$/),
  currency: z.string().refine(isCurrency),
  description: z.string().max(300),
  reference: z.object({ partnerId: z.uuid(), checkoutId: z.uuid() }),
  returnUrl: z.url({ protocol: /^https?$/ }),
  webhookUrl: z.url({ protocol: /^https?$/ }),
});
/** What an event says of whose payment it is. */
export const reported = z.object({ payment: payment.pick({ reference: true }) });
/** account: whose key it was begun with. */
const session = payment.extend({ account: z.string().optional() });
export type SandboxPayment = z.infer<typeof payment>;
export type SandboxSession = z.infer<typeof session> & { id: string };

const LIFETIME = '24h';
const ISSUER = 'backhaul sandbox';

/** The same order gives the same payment. */
export function paymentId(order: SandboxPayment): string {
  return `sandbox_${createHash('sha256').update(order.reference.checkoutId).digest('hex').slice(0, 24)}`;
}

/** A payment as a signed token: it outlives restarts, and nobody else can make or alter one. */
export function sealSession(key: Uint8Array, order: z.infer<typeof session>): Promise<string> {
  return new SignJWT({ payment: order })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(ISSUER)
    .setIssuedAt()
    .setExpirationTime(LIFETIME)
    .sign(key);
}

/** The payment of a token; null when it is not ours or too old. */
export async function openSession(key: Uint8Array, token: string): Promise<SandboxSession | null> {
  try {
    const { payload } = await jwtVerify(token, key, { issuer: ISSUER, algorithms: ['HS256'] });
    const order = session.parse(payload.payment);
    return { ...order, id: paymentId(order) };
  } catch {
    return null;
  }
}

export function digitsOf(order: SandboxPayment): number {
  return currencyDigits(order.currency);
}
