import { createHash } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { currencyDigits, isCurrency } from '@backhaul/domain/money/money';

const reference = z.object({ partnerId: z.uuid(), checkoutId: z.uuid() });

/** What is asked of the provider. amount: in the minor unit; 0: only a card is saved. */
export const asked = z.object({
  amount: z.string().regex(/^(0|[1-9]\d{0,17})$/),
  currency: z.string().refine(isCurrency),
  description: z.string().max(300),
  reference,
  /** Where the page leads back to; a charge of a saved card has none. */
  returnUrl: z
    .url({ protocol: /^https?$/ })
    .nullable()
    .default(null),
  webhookUrl: z.url({ protocol: /^https?$/ }),
  save: z.boolean().default(false),
});
/** The same with its name at the provider. */
export const order = asked.extend({ id: z.string() });
/** What an event says of whose payment it is. */
export const reported = z.object({ payment: z.object({ reference }) });
/** account: whose key it was begun with. */
const session = asked.extend({ account: z.string().optional() });
export type SandboxSession = z.infer<typeof session> & { id: string };

const LIFETIME = '24h';
const ISSUER = 'backhaul sandbox';

/** The same checkout gives the same payment. */
export function paymentId(checkoutId: string): string {
  return `sandbox_${createHash('sha256').update(checkoutId).digest('hex').slice(0, 24)}`;
}

/** A payment as a signed token: nobody else can make or alter one. */
export function sealSession(key: Uint8Array, of: z.input<typeof session>): Promise<string> {
  return new SignJWT({ payment: of })
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
    const of = session.parse(payload.payment);
    return { ...of, id: paymentId(of.reference.checkoutId) };
  } catch {
    return null;
  }
}

export function digitsOf({ currency }: Pick<SandboxSession, 'currency'>): number {
  return currencyDigits(currency);
}
