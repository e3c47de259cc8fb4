import type { Express } from 'express';
import type { App } from './app.ts';

/** The paths that are not GraphQL: each module's downloads and webhooks. */
export function moduleRoutes(_app: App, _express: Express): void {
}
