import { hash, verify } from '@node-rs/argon2';
import { badInput } from '../../platform/refusal.ts';

const COST = {
  memoryCost: 19_456,
  timeCost: 2,
  parallelism: 1,
}; // the least that OWASP's password storage guide asks of Argon2id

/** An Argon2id hash with its salt and cost in it. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, COST);
}

/** Made at once, so that not even the first check against it takes longer. */
const decoy = hashPassword('nobody has this password');

/**
 * Whether the password fits. Without a hash it takes as long as with one, so that time tells
 * nothing about who exists.
 */
export async function passwordFits(stored: string | null, password: string): Promise<boolean> {
  const against = stored ?? (await decoy);
  const fits = await verify(against, password).catch(() => false);
  return fits && stored !== null;
}

const LONGEST = 200;
const TOO_LONG = `may have ${LONGEST} characters at most`;

/** What is wrong with a new password, or null. */
export function passwordProblem(password: string): string | null {
  if (password.length < 8) return 'needs at least 8 characters';
  return password.length > LONGEST ? TOO_LONG : null;
}

/** Refuses by field what can be nobody's password, whether or not it is needed. */
export function checkPresentPassword(password: string | null | undefined, field: string): void {
  if (password && password.length > LONGEST) throw badInput({ [field]: TOO_LONG });
}
