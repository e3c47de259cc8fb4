import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Express, Request, Response } from 'express';
import type { App } from '../../kit/app.ts';
import { isLocalDate } from '@backhaul/domain/time/calendar';
import { isId } from '../../kit/input.ts';
import { Refusal } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import type { Need } from '../../kit/rights.ts';
import { queryParameter } from '../../kit/query.ts';
import { sendSafely } from '../files/index.ts';
import { allowed } from './allowed.ts';
import { sendJob } from './jobs.route.ts';
import { TemplateKind } from '../templates/index.ts';
import { partnerOfDocument } from './owners.ts';
import { countingPrints, type ReceiptPrint } from './receiptPrints.ts';
import { pictureOf, renderDocument } from './render.ts';
import { must } from '../../platform/must.ts';

/** Every browser takes it; as text the picture would be five times as long. */
const gzipped = promisify<string, Buffer>(gzip);

const DOCUMENTS: Record<string, { kind: TemplateKind; permission: Need; entity: string }> = {
  invoices: { kind: TemplateKind.INVOICE_PDF, permission: ['invoices:read'], entity: 'invoice' },
  'credit-notes': {
    kind: TemplateKind.CREDIT_NOTE_PDF,
    permission: ['invoices:read'],
    entity: 'credit-note',
  },
  proformas: {
    kind: TemplateKind.PROFORMA_PDF,
    permission: ['invoices:read'],
    entity: 'proforma',
  },
  receipts: {
    kind: TemplateKind.RECEIPT_PDF,
    // who takes money at the desk prints what it took itself
    permission: ['payments:read', 'cash-desk:use'],
    entity: 'payment',
  },
  statements: {
    kind: TemplateKind.STATEMENT_PDF,
    permission: ['transactions:read'],
    entity: 'customer',
  },
};
const STATUS: Partial<Record<string, number>> = {
  NOT_FOUND: 404,
  FORBIDDEN: 403,
  UNAUTHENTICATED: 401,
  BAD_USER_INPUT: 400,
  CONFLICT: 409,
};

/**
 * GET /documents/invoices/<id>.pdf, /documents/credit-notes/<id>.pdf, /documents/proformas/<id>.pdf,
 * /documents/receipts/<payment id>.pdf (?format=80mm: on a roll), /documents/statements/<customer id>.pdf?from=&to=
 * (with .svg: its pages as a picture for the screen) and /documents/jobs/<id>: whoever may see the record may read its
 * document; recorded. A receipt of the desk is counted as it is printed.
 */
export function documentRoutes(app: App, express: Express): void {
  const guarded =
    (work: (req: Request, res: Response) => Promise<void>) =>
    (req: Request, res: Response, next: (error: unknown) => void) => {
      work(req, res).catch((error: unknown) => {
        if (error instanceof Refusal && !res.headersSent)
          res.status(STATUS[error.code] ?? 400).json({ error: error.message });
        else if (res.headersSent) res.destroy();
        else next(error);
      });
    };
  express.get(
    '/documents/jobs/:id',
    guarded((req, res) => sendJob(app, req, res)),
  );
  express.get(
    '/documents/:what/:file',
    guarded((req, res) => sendDocument(app, req, res)),
  );
}

function day(req: Request, name: string): string | undefined {
  const value = queryParameter(req, name);
  if (value !== undefined && !isLocalDate(value))
    throw new Refusal('BAD_USER_INPUT', `${name}: is not a calendar date like 2026-04-01`, {});
  return value;
}

async function sendDocument(app: App, req: Request, res: Response): Promise<void> {
  const known = Object.hasOwn(DOCUMENTS, String(req.params.what))
    ? DOCUMENTS[String(req.params.what)]
    : undefined;
  const [, id, form] =
    /^([0-9a-f-]{36})\.(pdf|svg)$/.exec(String(req.params.file).toLowerCase()) ?? [];
  if (!known) {
    res.status(404).json({ error: 'There is no such record.' });
    return;
  }
  const request = { kind: kindOf(known.kind, req), documentId: id ?? '' };
  const viewer = await allowed(
    app,
    req,
    res,
    known.permission,
    async ({ scope }) =>
      Boolean(id && isId(id)) &&
      partnerOfDocument(app, scope, request).then(
        () => true,
        (error: unknown) => {
          if (error instanceof Refusal) return false;
          throw error;
        },
      ),
  );
  if (!viewer || !id) return;
  const [from, to] = [day(req, 'from'), day(req, 'to')];
  if (from && to && from > to) throw new Refusal('BAD_USER_INPUT', 'to: lies before from', {});
  const recorded = (action: 'download' | 'view' | 'print', after: object = {}) =>
    app.boundary.inSql(viewer.scope, (sql) =>
      audit(sql, {
        action,
        entity: known.entity,
        entityId: id,
        after: { document: request.kind, ...after },
      }),
    );
  if (form === 'svg') {
    const content = await gzipped(await pictureOf(app, viewer.scope, { ...request, from, to }));
    await recorded('view');
    res.setHeader('content-encoding', 'gzip');
    sendSafely(res, { name: `${id}.svg`, type: 'image/svg+xml', content }, { inline: true });
    return;
  }
  const drawn = (print: ReceiptPrint | null) =>
    renderDocument(app, viewer.scope, { ...request, from, to, print });
  // asking for what a file is hands nothing out
  const prints = known.entity === 'payment' && req.method === 'GET';
  const { pdf, fileName } = await (prints
    ? countingPrints(app, viewer, id, async (print) => {
        const document = await drawn(print);
        await (print ? recorded('print', { copy: print.copy }) : recorded('download'));
        return document;
      })
    : drawn(null));
  if (!prints) await recorded('download');
  sendSafely(
    res,
    { name: fileName, type: 'application/pdf', content: must(pdf) },
    { inline: req.query.download === undefined },
  );
}

/** A receipt can be had for a printer of receipts: ?format=80mm. Refuses any other format. */
function kindOf(kind: TemplateKind, req: Request): TemplateKind {
  const format = queryParameter(req, 'format');
  if (format === undefined || format.toLowerCase() === 'a4') return kind;
  if (format.toLowerCase() === '80mm' && kind === TemplateKind.RECEIPT_PDF)
    return TemplateKind.RECEIPT_80MM_PDF;
  throw new Refusal('BAD_USER_INPUT', 'format: is not one that this document has', {});
}
