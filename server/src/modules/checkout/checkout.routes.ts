import type { Express, NextFunction, Request, Response } from 'express';
import type { App } from '../../kit/app.ts';
import { sandboxProvider } from './sandbox-provider/provider.ts';
import { webhookRoutes } from './webhooks.route.ts';

/** Where providers report to, and the sandbox provider itself. */
export function checkoutRoutes(app: App, web: Express): void {
  webhookRoutes(app, web);
  if (!app.config.production) web.use('/sandbox-gateway', sandboxProvider(app));
  web.use(['/webhooks', '/sandbox-gateway'], refuse(app));
}

/**
 * What cannot even be read (too long, not JSON) is refused in a word: who sent it learns nothing
 * about this program.
 */
function refuse(app: App) {
  return (
    error: Error & { status?: number },
    req: Request,
    res: Response,
    _next: NextFunction,
  ): void => {
    const status = error.status && error.status < 500 ? error.status : 500;
    if (status === 500)
      app.log.error({ err: error, path: req.path }, 'a request of a payment provider failed');
    res
      .status(status)
      .json({ error: status === 413 ? 'too long' : status === 500 ? 'failed' : 'not understood' });
  };
}
