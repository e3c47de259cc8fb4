import type { Express, Request, Response } from 'express';
import { isLocalDate } from '@backhaul/domain/time/calendar';
import type { App } from '../../kit/app.ts';
import { csv } from '../../kit/cells.ts';
import { isId } from '../../kit/input.ts';
import type { Permission } from '../../kit/permission.ts';
import type { Viewer } from '../../kit/viewer.ts';
import { got } from '../../platform/must.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { visitors } from '../access/index.ts';
import { pathOfPartner } from '../partners/index.ts';
import { loadPayments } from '../settings/index.ts';
import { COLUMNS, linesOf, reportsOf, sumsOf, type SessionReport } from './report.ts';
import { sessionsById, sessionsOfDay } from './sessions.store.ts';

/**
 * GET /exports/till-sessions/<id>.csv: the report of a session, for its cashier and who manages the desk.
 * GET /exports/cash-desk.csv?date=&partnerId=&tillId=: all sessions opened on a day, and their sums, for who manages it.
 */
export function reportRoute(app: App, express: Express): void {
  express.get('/exports/till-sessions/:id.csv', (req, res, next) => {
    ofSession(app, req, res).catch(next);
  });
  express.get('/exports/cash-desk.csv', (req, res, next) => {
    ofDay(app, req, res).catch(next);
  });
}

function refuse(res: Response, status: number, words: string): void {
  res.status(status).type('text').send(`${words}\n`);
}

/** Those signed in who have one of the permissions; refuses where nobody has. */
async function allowed(
  app: App,
  req: Request,
  res: Response,
  need: readonly Permission[],
): Promise<Viewer[] | null> {
  const signedIn = await visitors(app, req);
  const may = signedIn.filter(({ permissions }) => need.some((each) => permissions.has(each)));
  if (may.length) return may;
  if (signedIn.length) refuse(res, 403, 'You are not allowed to do this.');
  else refuse(res, 401, 'Sign in first.');
  return null;
}

async function ofSession(app: App, req: Request, res: Response): Promise<void> {
  const viewers = await allowed(app, req, res, ['cash-desk:use', 'cash-desk:manage']);
  if (!viewers) return;
  const id = String(req.params.id).toLowerCase();
  for (const viewer of isId(id) ? viewers : []) {
    const found = await app.boundary.inSql(viewer.scope, (sql) => sessionSeen(sql, viewer, id));
    if (found === 'blind') return refuse(res, 409, 'Count the till first.');
    if (!found) continue;
    const { session } = found;
    const name = `till-${session.closedOn ?? session.openedOn}-${session.number ?? 'open'}.csv`;
    return send(res, name, linesOf(found));
  }
  refuse(res, 404, 'There is no such record.');
}

/** A session's report; null where it is not the viewer's, blind before whoever counts blind has counted. */
async function sessionSeen(
  sql: ScopedSql,
  viewer: Viewer,
  id: string,
): Promise<SessionReport | 'blind' | null> {
  const manages = viewer.permissions.has('cash-desk:manage');
  const [session] = await sessionsById(sql, [id]);
  if (!session || (session.userId !== viewer.id && !manages)) return null;
  const [report] = await reportsOf(sql, [session]);
  const { blindCount } = got(await loadPayments(sql, [session.partnerId]), session.partnerId);
  const blind = blindCount && !manages && session.status === 'OPEN' && !report.counts.length;
  return blind ? 'blind' : report;
}

async function ofDay(app: App, req: Request, res: Response): Promise<void> {
  const viewers = await allowed(app, req, res, ['cash-desk:manage']);
  if (!viewers) return;
  const { date, partnerId, tillId } = req.query;
  if (!isLocalDate(date)) return refuse(res, 400, 'date: is not a calendar date like 2026-04-01');
  for (const given of [partnerId, tillId])
    if (given !== undefined && (typeof given !== 'string' || !isId(given)))
      return refuse(res, 404, 'There is no such record.');
  const asked = {
    partnerId: partnerId as string | undefined,
    tillId: tillId as string | undefined,
  };
  for (const viewer of viewers) {
    const reports = await app.boundary.inSql(viewer.scope, async (sql) => {
      const path = asked.partnerId ? ((await pathOfPartner(sql, asked.partnerId)) ?? '') : null;
      if (path === '') return null;
      return reportsOf(sql, await sessionsOfDay(sql, { date, path, tillId: asked.tillId ?? null }));
    });
    if (reports)
      return send(res, `cash-desk-${date}.csv`, [...reports.flatMap(linesOf), ...sumsOf(reports)]);
  }
  refuse(res, 404, 'There is no such record.');
}

function send(res: Response, name: string, rows: readonly string[][]): void {
  res.setHeader('cache-control', 'no-store');
  res.attachment(name).type('text/csv');
  const file = csv(COLUMNS);
  file.pipe(res);
  for (const row of rows) file.write(row);
  file.end();
}
