import type { Express } from 'express';
import type { App } from './app.ts';
import { billingRunDownloads } from './modules/billing/downloads.ts';
import { checkoutRoutes } from './modules/checkout/checkout.routes.ts';

/** The paths that are not GraphQL: each module's downloads and webhooks. */
export function moduleRoutes(app: App, express: Express): void {
  billingRunDownloads(app, express);
  checkoutRoutes(app, express);
}
