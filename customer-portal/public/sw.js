/*
 * Keeps the static shell so that the portal opens without a connection and says so. Never data: only files whose names
 * carry their content's hash, and the page itself as a fallback when the network does not answer.
 */
const CACHE = 'shell-1';

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.add('/'))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim());
});

async function page(request) {
  try {
    const answer = await fetch(request);
    // Only ever the page itself, whatever else an address turns out to be.
    if (answer.ok && answer.headers.get('content-type')?.startsWith('text/html'))
      void (await caches.open(CACHE)).put('/', answer.clone());
    return answer;
  } catch {
    return (await caches.match('/')) ?? Response.error();
  }
}

async function asset(request) {
  const kept = await caches.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) {
    const cache = await caches.open(CACHE);
    // A new build has new names: what is far over the size of one build is left from older ones.
    const keys = await cache.keys();
    if (keys.length > 80)
      await Promise.all(
        keys.filter((key) => new URL(key.url).pathname !== '/').map((key) => cache.delete(key)),
      );
    await cache.put(request, answer.clone());
  }
  return answer;
}

/** Other doors of the same server; the portal's own pages are everything else. */
const OTHER =
  /^\/(admin|graphql|webhooks|sandbox-gateway|downloads|files|logo|exports|unsubscribe|healthz|readyz|metrics)(\/|$)|^\/documents\/./;

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (
    event.request.method !== 'GET' ||
    url.origin !== self.location.origin ||
    OTHER.test(url.pathname)
  )
    return;
  if (event.request.mode === 'navigate') event.respondWith(page(event.request));
  else if (url.pathname.startsWith('/assets/')) event.respondWith(asset(event.request));
});
