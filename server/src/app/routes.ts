import type { Express } from 'express';
import type { GraphQLSchema } from 'graphql';
import type { App } from '../kit/app.ts';
import { billingRunDownloads } from '../modules/runs/downloads.ts';
import { exportRoutes } from '../modules/exports/exports.routes.ts';
import { unsubscribeRoutes } from '../modules/messages/unsubscribe.ts';
import { fileRoutes } from '../modules/files/files.routes.ts';
import { documentRoutes } from '../modules/printing/documents.routes.ts';
import { checkoutRoutes } from '../modules/checkout/checkout.routes.ts';

/** The paths that are not GraphQL: each module's downloads and webhooks. */
export function moduleRoutes(app: App, express: Express, schema: GraphQLSchema): void {
  billingRunDownloads(app, express);
  checkoutRoutes(app, express);
  fileRoutes(app, express);
  documentRoutes(app, express);
  exportRoutes(app, express, schema);
  unsubscribeRoutes(app, express);
}
