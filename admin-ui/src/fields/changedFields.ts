import { sameValue } from './drafts.ts';

/** A react-admin form's `customFields` as a mutation takes it: what differs from before; nothing when nothing does. */
export function changedFields(now: unknown, before: unknown): Record<string, unknown> | undefined {
  if (typeof now !== 'object' || now === null) return undefined;
  const was = (before ?? {}) as Record<string, unknown>;
  const changes = Object.entries(now as Record<string, unknown>).filter(
    ([key, value]) => !sameValue(value, was[key]),
  );
  return changes.length > 0
    ? Object.fromEntries(changes.map(([key, value]) => [key, value ?? null]))
    : undefined;
}
