import { createRequire } from 'node:module';
import path from 'node:path';

/** What the product takes of the library that it hashes passwords with. */
interface Argon2 {
  hash(password: string, options: object): Promise<string>;
  verify(hashed: string, password: string): Promise<boolean>;
}

// by its place, because its name means this module here
const real = createRequire(path.resolve(import.meta.dirname, '../../server/package.json'))(
  '@node-rs/argon2',
) as Argon2;

/**
 * That library, at the least cost it takes: thousands of tests sign in, and none of them is about how long guessing takes. What the
 * product asks for is looked at where it runs as a program of its own.
 */
export const hash: Argon2['hash'] = (password, options) =>
  real.hash(password, { ...options, memoryCost: 8, timeCost: 1 });
export const { verify } = real;
