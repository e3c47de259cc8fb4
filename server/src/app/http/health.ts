import type { Express, Request } from 'express';
import type { App } from '../../kit/app.ts';
import { registry } from '../../platform/metrics.ts';
import { sameSecret } from '../../platform/secret.ts';

/** What a proxy adds: who asked it may be anybody. */
const PASSED_ON = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'];
const LOOPBACK = /^(::ffff:)?127\.|^::1$/;

/** For whoever watches the process: alive, able to serve, and its figures. */
export function operationalRoutes(app: App, express: Express): void {
  express.get('/healthz', (_req, res) => {
    res.type('text').send('ok\n');
  });
  express.get('/readyz', (_req, res) => {
    app.boundary.ping().then(
      () => res.type('text').send('ready\n'),
      (error: Error) => {
        app.log.warn({ error: error.message }, 'not ready');
        res.status(503).type('text').send('the database cannot be reached\n');
      },
    );
  });
  express.get('/metrics', (req, res) => {
    if (!mayMeasure(req, app.config.metricsToken)) {
      if (app.config.metricsToken) res.set('www-authenticate', 'Bearer');
      res
        .status(app.config.metricsToken ? 401 : 403)
        .type('text')
        .send('The figures are for whoever watches this server.\n');
      return;
    }
    void registry.metrics().then((text) => res.type(registry.contentType).send(text));
  });
}

/** With a token whoever has it; without one whoever sits at this machine. */
function mayMeasure(req: Request, token: string | null): boolean {
  if (token) return sameSecret(req.headers.authorization ?? '', `Bearer ${token}`);
  return (
    LOOPBACK.test(req.socket.remoteAddress ?? '') &&
    !PASSED_ON.some((header) => req.headers[header] !== undefined)
  );
}
