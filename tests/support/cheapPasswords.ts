import { createRequire } from 'node:module';
import path from 'node:path';
import type * as argon2 from '@node-rs/argon2';

// by its file, because the name means this module here
const real = createRequire(path.resolve(import.meta.dirname, '../../server/package.json'))(
  '@node-rs/argon2',
) as typeof argon2;

/**
 * The library that the product hashes passwords with, at the least cost it takes: thousands of tests sign in, and none of them is
 * about how long guessing takes. What the product asks for is looked at where it runs as a program of its own.
 */
export const hash: typeof argon2.hash = (password, options, signal) =>
  real.hash(password, { ...options, memoryCost: 8, timeCost: 1 }, signal);
export const { verify } = real;
