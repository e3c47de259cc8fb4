import type { Express } from 'express';
import type { App } from '../../app.ts';
import { sandboxProvider } from './sandbox-provider/provider.ts';
import { webhookRoutes } from './webhooks.route.ts';

/** Where providers report to, and the sandbox provider itself. */
export function checkoutRoutes(app: App, web: Express): void {
  webhookRoutes(app, web);
  web.use('/sandbox-gateway', sandboxProvider(app));
}
