/** Nobody who pays by a link is signed in, so nothing is pushed: it is asked for, soon at first and then less often. */
const FIRST_MS = 2_000;
const SLOWER = 1.3;
const LAST_MS = 30_000;

/**
 * Asks again and again, later each time; not while nobody looks at the page, and at once when somebody does again. The
 * answer ends it.
 */
export function askAgain(ask: () => void): () => void {
  let pause = FIRST_MS;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const later = () => {
    timer = setTimeout(() => {
      ask();
      pause = Math.min(LAST_MS, pause * SLOWER);
      later();
    }, pause);
  };
  const look = () => {
    clearTimeout(timer);
    if (document.hidden) return;
    ask();
    pause = FIRST_MS;
    later();
  };
  document.addEventListener('visibilitychange', look);
  if (!document.hidden) later();
  return () => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', look);
  };
}
