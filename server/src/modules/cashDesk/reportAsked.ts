import type { Request, Response } from 'express';
import { isLocalDate } from '@backhaul/domain/time/calendar';
import type { App } from '../../kit/app.ts';
import { isId } from '../../kit/input.ts';
import type { Permission } from '../../kit/permission.ts';
import type { Viewer } from '../../kit/viewer.ts';
import { got } from '../../platform/must.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { visitors } from '../access/index.ts';
import { pathOfPartner } from '../partners/index.ts';
import { loadPayments } from '../settings/index.ts';
import { reportsOf, type SessionReport } from './report.ts';
import { sessionsById, sessionsOfDay } from './sessions.store.ts';

const NOTHING = 'There is no such record.';

function refuse(res: Response, status: number, words: string): null {
  res.status(status).type('text').send(`${words}\n`);
  return null;
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
  return signedIn.length
    ? refuse(res, 403, 'You are not allowed to do this.')
    : refuse(res, 401, 'Sign in first.');
}

/** The session that is asked for by its id, for its cashier and who manages the desk; null: it was refused. */
export async function askedSession(
  app: App,
  req: Request,
  res: Response,
): Promise<SessionReport | null> {
  const viewers = await allowed(app, req, res, ['cash-desk:use', 'cash-desk:manage']);
  if (!viewers) return null;
  const id = String(req.params.id).toLowerCase();
  for (const viewer of isId(id) ? viewers : []) {
    const found = await app.boundary.inSql(viewer.scope, (sql) => sessionSeen(sql, viewer, id));
    if (found === 'blind') return refuse(res, 409, 'Count the till first.');
    if (found) return found;
  }
  return refuse(res, 404, NOTHING);
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

/** The sessions of a day that are asked for. */
export interface DayReport {
  date: string;
  /** Whose they are: the partner that was named, else the viewer's. */
  partnerId: string;
  reports: SessionReport[];
}

/** All sessions opened on ?date=, of a partner and below it or of a till, for who manages the desk; null: refused. */
export async function askedDay(app: App, req: Request, res: Response): Promise<DayReport | null> {
  const viewers = await allowed(app, req, res, ['cash-desk:manage']);
  if (!viewers) return null;
  const { date, partnerId, tillId } = req.query;
  if (!isLocalDate(date)) return refuse(res, 400, 'date: is not a calendar date like 2026-04-01');
  for (const given of [partnerId, tillId])
    if (given !== undefined && (typeof given !== 'string' || !isId(given)))
      return refuse(res, 404, NOTHING);
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
    if (reports) return { date, partnerId: asked.partnerId ?? viewer.partnerId, reports };
  }
  return refuse(res, 404, NOTHING);
}
