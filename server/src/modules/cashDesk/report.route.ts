import type { Express, Request, Response } from 'express';
import { expectedCash } from '@backhaul/domain/cashDesk/till';
import type { App } from '../../kit/app.ts';
import { cellOf, csv } from '../../kit/cells.ts';
import { isId } from '../../kit/input.ts';
import type { Viewer } from '../../kit/viewer.ts';
import { got } from '../../platform/must.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { visitors } from '../access/index.ts';
import { loadPayments } from '../settings/index.ts';
import { decimal } from './cashDesk.types.ts';
import { countsOf, movementsOf, type CountRow, type MovementRow } from './movements.store.ts';
import { sessionsById, type SessionRow } from './sessions.store.ts';
import { tillsById, type TillRow } from './tills.store.ts';
import { totalsOf } from './totals.ts';

interface Report {
  session: SessionRow;
  till: TillRow;
  movements: MovementRow[];
  counts: CountRow[];
  /** Whoever counts blind gets none before the count. */
  blind: boolean;
}

const WORDS = {
  PAYMENT: 'Payment',
  REFUND: 'Given back',
  PAY_IN: 'Pay-in',
  PAY_OUT: 'Pay-out',
  DEPOSIT: 'Deposit',
} as const;

/** GET /exports/till-sessions/<id>.csv: the report of a session, for its cashier and who manages the desk. */
export function reportRoute(app: App, express: Express): void {
  express.get('/exports/till-sessions/:id.csv', (req, res, next) => {
    report(app, req, res).catch(next);
  });
}

async function report(app: App, req: Request, res: Response): Promise<void> {
  const refuse = (status: number, words: string) => {
    res.status(status).type('text').send(`${words}\n`);
  };
  const signedIn = await visitors(app, req);
  if (!signedIn.length) return refuse(401, 'Sign in first.');
  const allowed = signedIn.filter(
    ({ permissions }) => permissions.has('cash-desk:use') || permissions.has('cash-desk:manage'),
  );
  if (!allowed.length) return refuse(403, 'You are not allowed to do this.');
  const id = String(req.params.id).toLowerCase();
  for (const viewer of isId(id) ? allowed : []) {
    const found = await app.boundary.inSql(viewer.scope, (sql) => reportOf(sql, viewer, id));
    if (found?.blind) return refuse(409, 'Count the till first.');
    if (found) return send(found, res);
  }
  refuse(404, 'There is no such record.');
}

async function reportOf(sql: ScopedSql, viewer: Viewer, id: string): Promise<Report | null> {
  const manages = viewer.permissions.has('cash-desk:manage');
  const [session] = await sessionsById(sql, [id]);
  if (!session || (session.userId !== viewer.id && !manages)) return null;
  const [till] = await tillsById(sql, [session.tillId]);
  const counts = await countsOf(sql, [id]);
  const { blindCount } = got(await loadPayments(sql, [till.partnerId]), till.partnerId);
  return {
    session,
    till,
    counts,
    movements: await movementsOf(sql, [id]),
    blind: blindCount && !manages && session.status === 'OPEN' && !counts.length,
  };
}

function send({ session, till, movements, counts }: Report, res: Response): void {
  const amount = (minor: bigint | null) => (minor === null ? '' : decimal(minor, till.currency));
  const expected =
    session.expected ??
    expectedCash(
      session.float,
      movements.map((each) => ({ ...each, cash: each.method === 'CASH' })),
    );
  const counted = session.counted ?? counts.at(-1)?.counted ?? null;
  const rows: string[][] = [
    ['Till', cellOf(till.name), '', ''],
    ['Cashier', cellOf(session.openedBy), '', ''],
    ['Day', session.closedOn ?? session.openedOn, '', ''],
    ['Close', cellOf(session.number), '', ''],
    ['Currency', till.currency, '', ''],
    ['Float', '', '', amount(session.float)],
    ...totalsOf(movements).map((total) => [
      WORDS[total.kind],
      total.method,
      String(total.count),
      amount(total.amount),
    ]),
    ['Expected', '', '', amount(expected)],
    ['Counted first', '', '', amount(counts.at(0)?.counted ?? null)],
    ['Counted', '', '', amount(counted)],
    ['Difference', '', '', amount(counted === null ? null : counted - expected)],
    ['Left in the till', '', '', amount(session.left)],
  ];
  res.setHeader('cache-control', 'no-store');
  const name = `till-${session.closedOn ?? session.openedOn}-${session.number ?? 'open'}.csv`;
  res.attachment(name).type('text/csv');
  const file = csv(['what', 'method', 'count', 'amount']);
  file.pipe(res);
  for (const row of rows) file.write(row);
  file.end();
}
