/** What one attempt to pay is about: the same choice on the same page is the same attempt. */
export interface Attempt {
  invoiceId: string | null;
  proformaId: string | null;
  /** Null: all that is due, as the server knows it. */
  amount: string | null;
  /** What the button said, so that a choice that means another amount now is another attempt. */
  shown: string;
  /** At which account, where there is a choice. */
  gatewayId?: string | null;
  /** Have the provider keep the card. */
  saveMethod?: boolean;
  /** A saved card that is charged, instead of a page of the provider. */
  methodId?: string | null;
}

const KEY = 'pay-attempt';

interface Kept {
  about: string;
  key: string;
}

function kept(): Kept | null {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
    if (typeof value !== 'object' || value === null || !('about' in value) || !('key' in value))
      return null;
    return typeof value.about === 'string' && typeof value.key === 'string'
      ? { about: value.about, key: value.key }
      : null;
  } catch {
    return null;
  }
}

/** `randomUUID` exists only on secure origins; a portal tried out over plain HTTP needs keys too. */
const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');

/**
 * The idempotency key of an attempt. It outlives a reload, a second press and a lost answer, so that the server
 * gives the first checkout again instead of taking the money twice.
 */
export function keyFor(attempt: Attempt): string {
  const about = JSON.stringify([
    attempt.invoiceId,
    attempt.amount,
    attempt.shown,
    ...(attempt.proformaId ? [attempt.proformaId] : []),
    ...(attempt.gatewayId ? [{ gatewayId: attempt.gatewayId }] : []),
    ...(attempt.saveMethod ? [{ saveMethod: true }] : []),
    ...(attempt.methodId ? [{ methodId: attempt.methodId }] : []),
  ]);
  const before = kept();
  if (before?.about === about) return before.key;
  const key = newKey();
  sessionStorage.setItem(KEY, JSON.stringify({ about, key }));
  return key;
}

/** The attempt has an outcome: paying again is a new one. */
export const forgetAttempt = (): void => sessionStorage.removeItem(KEY);
