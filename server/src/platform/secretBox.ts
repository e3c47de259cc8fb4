import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { derive } from './secret.ts';

const ALGORITHM = 'aes-256-gcm';
const VERSION = 'v1';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts a secret for the database. purpose: whose it is and what for; only the same purpose opens it again. */
export function seal(secret: string, purpose: string, text: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, key(secret), iv).setAAD(Buffer.from(purpose));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return `${VERSION}.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')}`;
}

/** Opens what `seal` made. Throws when it was made with another key, for another purpose, or changed since. */
export function open(secret: string, purpose: string, sealed: string): string {
  const [version, data] = sealed.split('.', 2);
  if (version !== VERSION || !data)
    throw new Error(`a secret (${purpose}) is stored in a form that is not known`);
  const bytes = Buffer.from(data, 'base64url');
  const decipher = createDecipheriv(ALGORITHM, key(secret), bytes.subarray(0, IV_BYTES), {
    authTagLength: TAG_BYTES,
  }).setAAD(Buffer.from(purpose));
  decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  return Buffer.concat([
    decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)),
    decipher.final(),
  ]).toString('utf8');
}

function key(secret: string): Buffer {
  return Buffer.from(derive(secret, 'secret-box'), 'base64url');
}
