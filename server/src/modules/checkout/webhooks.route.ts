import express, { type Express, type Request, type Response } from 'express';
import type { App } from '../../kit/app.ts';
import { isId } from '../../kit/input.ts';
import { notFound, Refusal } from '../../platform/refusal.ts';
import { NOBODY } from '../../tenancy/scope.ts';
import { gatewayById } from './accounts.store.ts';
import { GatewayRefusal } from './gateway.ts';
import { gatewayOf } from './gateways.ts';
import { settleCheckout } from './settle.service.ts';

const BODY_MAX = '64kb';

/**
 * POST /webhooks/<provider>/<account>: 204 when the event is dealt with (also before), 200 when its
 * kind is none that matters, 400 when it was not signed with that account's secret, 404 when it fits
 * no checkout of the account. Anything else is a 500, and the provider tries again.
 */
export function webhookRoutes(app: App, web: Express): void {
  web.post(
    '/webhooks/:provider/:account',
    express.raw({ type: () => true, limit: BODY_MAX }),
    async (req: Request, res: Response) => {
      const provider = String(req.params.provider),
        id = String(req.params.account);
      try {
        const account = isId(id)
          ? await app.boundary.inSql(NOBODY, (sql) => gatewayById(app, sql, id))
          : null;
        const gateway = account?.kind.toLowerCase() === provider ? gatewayOf(app, account) : null;
        if (!account || !gateway) {
          res.status(404).end();
          return;
        }
        const body = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0); // without a body there is no Buffer
        const notice = await gateway.readWebhook(singleHeaders(req), body);
        if (!notice) {
          res.status(200).end();
          return;
        }
        // events come late, twice and out of order: how it stands now is what counts
        const standing = await gateway.standing(notice.about);
        if (!standing) throw notFound();
        await settleCheckout(app, account, standing);
        res.status(204).end();
      } catch (error) {
        const status = statusOf(error);
        app.log[status === 500 ? 'error' : 'warn'](
          { err: error, provider, account: id },
          'a payment webhook was not accepted',
        );
        res.status(status).end();
      }
    },
  );
}

/**
 * Final only where no event like it can ever fit; what cannot be booked today, for a number that is
 * taken say, the provider keeps and reports again.
 */
function statusOf(error: unknown): number {
  if (error instanceof GatewayRefusal) return 400;
  return error instanceof Refusal && error.code === 'NOT_FOUND' ? 404 : 500;
}

function singleHeaders(req: Request): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(req.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  );
}
