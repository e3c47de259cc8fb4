import type { Express } from 'express';
import type { App } from '../app.ts';
import { registry } from './metrics.ts';

/** For whoever watches the process: alive, able to serve, and its figures. */
export function operationalRoutes(app: App, express: Express): void {
  express.get('/healthz', (_req, res) => { res.type('text').send('ok\n'); });
  express.get('/readyz', (_req, res) => {
    app.boundary.ping().then(() => res.type('text').send('ready\n'), (error: Error) => {
      app.log.warn({ error: error.message }, 'not ready');
      res.status(503).type('text').send('the database cannot be reached\n');
    });
  });
  express.get('/metrics', (_req, res) => { void registry.metrics().then((text) => res.type(registry.contentType).send(text)); });
}
