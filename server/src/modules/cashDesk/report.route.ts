import type { Express, Response } from 'express';
import type { App } from '../../kit/app.ts';
import { csv } from '../../kit/cells.ts';
import { COLUMNS, linesOf, sumsOf } from './report.ts';
import { askedDay, askedSession } from './reportAsked.ts';

/**
 * GET /exports/till-sessions/<id>.csv: the report of a session, for its cashier and who manages the desk.
 * GET /exports/cash-desk.csv?date=&partnerId=&tillId=: all sessions opened on a day, and their sums, for who manages it.
 * As pages they are drawn by printing.
 */
export function reportRoute(app: App, express: Express): void {
  express.get('/exports/till-sessions/:id.csv', (req, res, next) => {
    askedSession(app, req, res)
      .then((found) => {
        if (!found) return;
        const { session } = found;
        const name = `till-${session.closedOn ?? session.openedOn}-${session.number ?? 'open'}.csv`;
        send(res, name, linesOf(found));
      })
      .catch(next);
  });
  express.get('/exports/cash-desk.csv', (req, res, next) => {
    askedDay(app, req, res)
      .then((day) => {
        if (!day) return;
        const sums = sumsOf(day.reports).flatMap(({ lines }) => lines);
        const rows = [...day.reports.flatMap(linesOf), ...sums];
        send(res, `cash-desk-${day.date}.csv`, rows);
      })
      .catch(next);
  });
}

function send(res: Response, name: string, rows: readonly string[][]): void {
  res.setHeader('cache-control', 'no-store');
  res.attachment(name).type('text/csv');
  const file = csv(COLUMNS);
  file.pipe(res);
  for (const row of rows) file.write(row);
  file.end();
}
