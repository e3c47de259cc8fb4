import type { RequestHandler } from 'express';
import { networkOf } from '@backhaul/domain/access/network';
import { carriesFiles } from './patience.ts';

/** What the bodies of one network, and of all together, may hold in memory until they are answered. */
const NETWORK_MAX = 8 * 1024 * 1024;
const ALL_MAX = 32 * 1024 * 1024;
/** What is kept free for small bodies, which is nearly all of them. */
const KEPT_FOR_SMALL = 8 * 1024 * 1024;
const SMALL = 64 * 1024;
/** What a body counts as whose length is not said. */
const UNSAID = 1024 * 1024;

/**
 * Refuses a body with 503 before it is read where those that are under way hold too much already:
 * each is bounded, but not how many come. Uploads keep their own account.
 */
export function bodiesInRoom(): RequestHandler {
  const byNetwork = new Map<string, number>();
  let all = 0;
  return (req, res, next) => {
    const said = req.headers['content-length'];
    const chunked = req.headers['transfer-encoding'] !== undefined;
    if ((!said && !chunked) || carriesFiles(req.path)) return next();
    const size = said && !chunked ? Number(said) || 0 : UNSAID;
    const network = networkOf(req.ip ?? 'unknown');
    const held = byNetwork.get(network) ?? 0;
    const most = size <= SMALL ? ALL_MAX : ALL_MAX - KEPT_FOR_SMALL;
    // one that is larger than any may be is refused by its size, with words, when it is read
    if (size <= UNSAID * 2 && (held + size > NETWORK_MAX || all + size > most)) {
      res
        .set({ connection: 'close', 'retry-after': '1' })
        .status(503)
        .json({
          errors: [
            {
              message: 'Too much arrives at once. Try again in a moment.',
              extensions: { code: 'RATE_LIMITED' },
            },
          ],
        });
      res.once('finish', () => req.socket.destroy());
      return;
    }
    all += size;
    byNetwork.set(network, held + size);
    res.once('close', () => {
      all -= size;
      const left = (byNetwork.get(network) ?? 0) - size;
      if (left > 0) byNetwork.set(network, left);
      else byNetwork.delete(network);
    });
    next();
  };
}
