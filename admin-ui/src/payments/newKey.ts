/**
 * A key for one attempt. `randomUUID` exists only on secure origins; a back office tried out over
 * plain HTTP needs keys too.
 */
export const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
