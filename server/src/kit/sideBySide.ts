/**
 * Does a piece of work for each of many, so many at once, and says what came of each in their order. After the first
 * that fails no more are begun; those under way are waited for, then it fails as that one did.
 */
export async function sideBySide<T, R>(
  all: readonly T[],
  most: number,
  work: (each: T) => Promise<R>,
): Promise<R[]> {
  const done: R[] = [];
  let next = 0;
  let failed = false;
  const worker = async () => {
    while (!failed && next < all.length) {
      const at = next++;
      try {
        done[at] = await work(all[at]);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: most }, worker));
  for (const each of ended) if (each.status === 'rejected') throw each.reason;
  return done;
}
