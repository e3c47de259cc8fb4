import type { App } from '../../kit/app.ts';
import { badInput, Refusal } from '../../platform/refusal.ts';
import { countAttempt, countsOf, forgetAttempts, LIMIT_HERE } from '../../kit/attempts.ts';
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

function limited(): Refusal {
  return new Refusal('RATE_LIMITED', 'Too many wrong passwords. Wait 15 minutes, then try again.');
}
