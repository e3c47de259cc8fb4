import type { ServerOptions } from 'node:http';
import type { RequestHandler } from 'express';

/** How long, in milliseconds, a request may take to arrive; whoever drips it byte by byte holds nothing for longer. */
export interface Patience {
  /** Its headers. */
  headers: number;
  /** The whole of one that carries a few kilobytes. */
  body: number;
  /** The whole of one that carries files: 20 MB over a line of 1 Mbit/s take 170 seconds. */
  upload: number;
}
export const PATIENCE: Patience = { headers: 15_000, body: 20_000, upload: 300_000 };

/** Where people send files. */
const UPLOADS = /^\/(files|imports|bank-files)(\/|$)/;
export function carriesFiles(path: string): boolean {
  return UPLOADS.test(path);
}
/** How often the server looks for connections whose time is over. */
const LOOKS = 5_000;

/**
 * How long a line without a request is kept: longer than reverse proxies keep theirs (a minute, as
 * they come), or one of them asks on a line that is just being closed, and its user sees a failure.
 */
const IDLE_MS = 65_000;

/** What Node itself watches: headers, the longest that anything may take, and lines without a request. */
export function serverPatience({ headers, upload }: Patience): ServerOptions {
  return {
    headersTimeout: headers,
    requestTimeout: Math.max(headers, upload),
    connectionsCheckingInterval: Math.min(LOOKS, headers),
    keepAliveTimeout: IDLE_MS,
  };
}

/** Answers 408 to a body that has not come to its end in time, and cuts the line. */
export function bodyInTime({ body, upload }: Patience): RequestHandler {
  return (req, res, next) => {
    const timer = setTimeout(
      () => {
        if (req.complete) return;
        if (!res.headersSent)
          res
            .set('connection', 'close')
            .status(408)
            .json({
              errors: [
                {
                  message: 'The request took too long to arrive.',
                  extensions: {
                    code: 'BAD_USER_INPUT',
                    fields: { body: 'took too long to arrive' },
                  },
                },
              ],
            });
        // the answer first, then the line, whether or not anybody reads it
        if (res.writableFinished) req.socket.destroy();
        else res.once('finish', () => req.socket.destroy());
      },
      carriesFiles(req.path) ? upload : body,
    );
    const over = () => {
      clearTimeout(timer);
    };
    // an answer is not the end: what was refused unread may go on dripping
    req.once('end', over).once('close', over);
    next();
  };
}
