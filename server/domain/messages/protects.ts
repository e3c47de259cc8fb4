const KINDS: ReadonlySet<string> = new Set(['RESET_MAIL', 'WELCOME_MAIL', 'SECURITY_MAIL']);

/**
 * Mails by which the owner of an account gets hold of it, or learns that somebody else may have:
 * nobody else stops, repeats or reads along with them, and whoever writes what they say may change
 * users.
 */
export function protectsAccount(kind: string): boolean {
  return KINDS.has(kind);
}
