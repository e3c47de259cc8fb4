import express, { type Express, type Request, type Response } from 'express';
import type { App } from '../../app.ts';
import { Refusal } from '../../platform/refusal.ts';
import { GatewayRefusal } from './gateway.ts';
import { gatewayNamed } from './gateways.ts';
import { settleCheckout } from './settle.service.ts';

const BODY_MAX = '64kb';

/**
 * POST /webhooks/<provider>: 204 when the event is dealt with (also before), 400 when it is not the provider's, 404 and 409
 * when it fits no checkout. Anything else is a 500, and the provider tries again.
 */
export function webhookRoutes(app: App, web: Express): void {
  web.post('/webhooks/:provider', express.raw({ type: () => true, limit: BODY_MAX }), async (req: Request, res: Response) => {
    const provider = String(req.params.provider);
    const gateway = gatewayNamed(app, provider);
    if (!gateway) { res.status(404).end(); return; }
    try {
      const body = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0); // without a body there is no Buffer
      await settleCheckout(app, gateway.name, gateway.verifyWebhook(singleHeaders(req), body));
      res.status(204).end();
    } catch (error) {
      const status = error instanceof GatewayRefusal ? 400 : error instanceof Refusal ? (error.code === 'NOT_FOUND' ? 404 : 409) : 500;
      app.log[status === 500 ? 'error' : 'warn']({ err: error, provider }, 'a payment webhook was not accepted');
      res.status(status).end();
    }
  });
}

function singleHeaders(req: Request): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(req.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]));
}
