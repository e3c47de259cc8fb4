import type { App } from '../../kit/app.ts';
import { badInput, Refusal } from '../../platform/refusal.ts';
import {
  countAttempt,
  countedUse,
  countsOf,
  forgetAttempts,
  LIMIT_HERE,
} from '../../kit/attempts.ts';
import { accountOf, passwordHashOf } from './accounts.store.ts';
import { passwordFits } from './password.ts';
import type { Viewer } from '../../kit/viewer.ts';

/**
 * Makes sure that whoever is signed in knows the account's password. No transaction is open while
 * it is checked. Refuses a wrong or missing one by field, and RATE_LIMITED after ten wrong ones of
 * the account in 15 minutes: a session that somebody found open must be no way to try passwords.
 */
export async function confirmPassword(
  app: App,
  viewer: Viewer,
  password: string | null | undefined,
  field: string,
): Promise<void> {
  if (!password) throw badInput({ [field]: 'give your present password' });
  const counted = { key: `confirm:${viewer.id}`, source: '', beside: null };
  if ((await countsOf(app, counted)).here >= LIMIT_HERE) throw limited();
  const hash = await app.boundary.inSql(viewer.scope, (sql) =>
    passwordHashOf(sql, accountOf(viewer)),
  );
  if (!(password.length <= 200 && (await passwordFits(hash, password)))) {
    throw (await countAttempt(app, counted)).here > LIMIT_HERE
      ? limited()
      : badInput({ [field]: 'this is not your password' });
  }
  if ((await countsOf(app, counted)).here >= LIMIT_HERE) throw limited();
  await forgetAttempts(app, counted);
}

/** How often an account may move to another address in 15 minutes: each old one is mailed, whoever's it is. */
const MOVES = 5;

/**
 * Makes sure that whoever moves its own account to another e-mail address may: knows the password,
 * and does not go from address to address to fill mailboxes of others. Refuses the present address
 * by field (email), what confirmPassword refuses (currentPassword), and RATE_LIMITED.
 */
export async function confirmMove(
  app: App,
  viewer: Viewer,
  email: string | null,
  password: string | null | undefined,
): Promise<void> {
  if (email === viewer.email) throw badInput({ email: 'this is already your address' });
  await confirmPassword(app, viewer, password, 'currentPassword');
  await countedUse(
    app,
    `email-replaced:${viewer.id}`,
    MOVES,
    'Your address was changed too often. Wait 15 minutes, then try again.',
  );
}

/** What a move says that nobody confirmed, because the address became another one meanwhile. */
export function unconfirmedMove(): Refusal {
  return badInput({ currentPassword: 'give your present password' });
}

function limited(): Refusal {
  return new Refusal('RATE_LIMITED', 'Too many wrong passwords. Wait 15 minutes, then try again.');
}
