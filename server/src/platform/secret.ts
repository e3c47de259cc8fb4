import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { StartupError } from './startupError.ts';

/** The installation's secret: SECRET_KEY, or one made on the first start and kept beside the data. */
export function installationSecret(
  wanted: string | null,
  folder: string,
): { secret: string; created: string | null } {
  if (wanted) return { secret: wanted, created: null };
  const file = path.join(folder, 'secret.key');
  try {
    return { secret: readFileSync(file, 'utf8').trim(), created: null };
  } catch {
    /* the first start */
  }
  const secret = randomBytes(32).toString('base64url');
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, `${secret}\n`, { mode: 0o600, flag: 'wx' });
    return { secret, created: file };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST')
      return { secret: readFileSync(file, 'utf8').trim(), created: null }; // another process was faster
    throw new StartupError(
      `Cannot keep the secret key in ${file}: ${(error as Error).message}. Set SECRET_KEY, or DATA_DIR to a folder that can be written.`,
    );
  }
}

/** A key of its own for each purpose, so that what one is used for says nothing about another. */
export function derive(secret: string, purpose: string): string {
  return createHmac('sha256', secret).update(purpose).digest('base64url');
}

/** Whether somebody knows a secret; how long the comparison takes says nothing about how near a guess was. */
export function sameSecret(given: string, secret: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(secret));
}
