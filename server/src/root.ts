import path from 'node:path';

/**
 * The checkout, two folders above this file and above the built server alike: what is read at run
 * time lies below it.
 */
export const ROOT = path.resolve(import.meta.dirname, '../..');
