import { createHmac, timingSafeEqual } from 'node:crypto';
import express, { type Express, type Request, type Response } from 'express';
import type { App } from '../../kit/app.ts';
import { derive } from '../../platform/secret.ts';
import { isId } from '../../kit/input.ts';
import { audit } from '../../tenancy/audit.ts';
import type { Claimed, SendingPartner } from './outbox.store.ts';
import { optOut } from './recipients.store.ts';

/** What somebody may do without: invoices, blocking and passwords are no such thing. */
const OPTIONAL_KINDS = ['PAYMENT_MAIL', 'REMINDER_MAIL'];
const PATH = '/unsubscribe';

function signature(app: App, text: string): string {
  return createHmac('sha256', derive(app.secret, 'unsubscribe')).update(text).digest('base64url');
}

/** Where one click stops mails of this kind to this customer; null for mails that belong to the contract. */
export function unsubscribeAddress(
  app: App,
  partner: Pick<SendingPartner, 'id' | 'portalUrl'>,
  message: Pick<Claimed, 'kind' | 'customerId'>,
): string | null {
  if (!message.customerId || !OPTIONAL_KINDS.includes(message.kind)) return null;
  const claim = [partner.id, message.customerId, message.kind].join('.');
  return `${partner.portalUrl}${PATH}/${claim}.${signature(app, claim)}`;
}

interface Claim {
  partnerId: string;
  customerId: string;
  kind: string;
}

function claimOf(app: App, token: string): Claim | null {
  const [partnerId, customerId, kind, mark] = token.split('.');
  if (!mark || !isId(partnerId) || !isId(customerId) || !OPTIONAL_KINDS.includes(kind)) return null;
  const right = Buffer.from(signature(app, [partnerId, customerId, kind].join('.')));
  const given = Buffer.from(mark);
  return right.length === given.length && timingSafeEqual(right, given)
    ? { partnerId, customerId, kind }
    : null;
}

/** GET asks (mail scanners open every link), POST does it; both by the address alone, as RFC 8058 wants. */
export function unsubscribeRoutes(app: App, web: Express): void {
  web.get(`${PATH}/:token`, (req: Request<{ token: string }>, res: Response) => {
    if (!claimOf(app, req.params.token)) {
      page(res, 404, 'This link is not valid.');
      return;
    }
    page(
      res,
      200,
      'Do you want no more mails of this kind?',
      '<form method="post"><button>Unsubscribe</button></form>',
    );
  });
  web.post(
    `${PATH}/:token`,
    express.urlencoded({ extended: false, limit: '1kb' }),
    async (req: Request<{ token: string }>, res: Response) => {
      const claim = claimOf(app, req.params.token);
      const scope = claim && (await app.boundary.jobScope(claim.partnerId));
      if (!claim || !scope) {
        page(res, 404, 'This link is not valid.');
        return;
      }
      await app.boundary.inSql(scope, async (sql) => {
        if (await optOut(sql, claim, claim.kind))
          await audit(sql, {
            action: 'unsubscribe',
            entity: 'customer',
            entityId: claim.customerId,
            after: { kind: claim.kind },
          });
      });
      page(res, 200, 'You will get no more mails of this kind.');
    },
  );
}

function page(res: Response, status: number, words: string, more = ''): void {
  res
    .status(status)
    .type('html')
    .set('cache-control', 'no-store')
    .send(
      `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Unsubscribe</title><main><h1>${words}</h1>${more}</main></html>`,
    );
}
