const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Since it was sent: 10 minutes, 1 hour, then daily for 7 days. */
const AFTER = [10 * MINUTE, 60 * MINUTE, ...Array.from({ length: 7 }, (_, day) => (day + 1) * DAY)];

/**
 * When to ask a provider after something that was sent and not heard of, for the nth time (from 0): 10 minutes after it
 * was sent, 1 hour after, then daily for 7 days. null: it was asked often enough, now a person sees to it.
 * Source: payments, Gateways (exactly once).
 */
export function askAt(sentAt: Date, n: number): Date | null {
  const after = AFTER[n];
  return after === undefined ? null : new Date(sentAt.getTime() + after);
}
