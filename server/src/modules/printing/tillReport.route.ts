import type { Express, Request, Response } from 'express';
import { yearAndDay } from '@backhaul/domain/schedule/automationWords';
import type { App } from '../../kit/app.ts';
import { queryParameter } from '../../kit/query.ts';
import { must } from '../../platform/must.ts';
import { conflict } from '../../platform/refusal.ts';
import { askedDay, askedSession, type SessionReport } from '../cashDesk/index.ts';
import { loadIssuer } from '../company/index.ts';
import { sendSafely } from '../files/index.ts';
import { LAYOUT } from '../templates/index.ts';
import { renderer } from './rendering/pool.ts';
import { REPORT_PAGE, reportData } from './tillReportPage.ts';

/**
 * GET /exports/till-sessions/<id>.pdf and /exports/cash-desk.pdf?date=&partnerId=&tillId=: the reports of the cash desk
 * as pages, A4 or (?format=80mm) on a roll; ?format=csv leads to the same as CSV. For whom, and what is refused: as the
 * CSV.
 */
export function tillReportRoutes(app: App, express: Express): void {
  const route = (
    path: string,
    asked: (req: Request, res: Response) => Promise<Report | null>,
  ): void => {
    express.get(`${path}.pdf`, (req, res, next) => {
      sendReport(app, req, res, asked).catch(next);
    });
  };
  route('/exports/till-sessions/:id', (req, res) => ofSession(app, req, res));
  route('/exports/cash-desk', (req, res) => ofDay(app, req, res));
}

interface Report {
  title: string;
  partnerId: string;
  reports: readonly SessionReport[];
  sums: boolean;
  /** When it came to an end, or what it is of. */
  at: Date;
  fileName: string;
}

async function ofSession(app: App, req: Request, res: Response): Promise<Report | null> {
  const found = await askedSession(app, req, res);
  if (!found) return null;
  const { session } = found;
  return {
    title: 'Report of a till',
    partnerId: session.partnerId,
    reports: [found],
    sums: false,
    at: session.closedAt ?? session.openedAt,
    fileName: `till-${session.closedOn ?? session.openedOn}-${session.number ?? 'open'}.pdf`,
  };
}

async function ofDay(app: App, req: Request, res: Response): Promise<Report | null> {
  const day = await askedDay(app, req, res);
  return (
    day && {
      title: `Cash desk, ${yearAndDay(day.date)}`,
      partnerId: day.partnerId,
      reports: day.reports,
      sums: true,
      at: new Date(`${day.date}T00:00:00Z`),
      fileName: `cash-desk-${day.date}.pdf`,
    }
  );
}

async function sendReport(
  app: App,
  req: Request,
  res: Response,
  asked: (req: Request, res: Response) => Promise<Report | null>,
): Promise<void> {
  const format = queryParameter(req, 'format')?.toLowerCase() ?? 'a4';
  if (format === 'csv') return res.redirect(303, req.originalUrl.replace('.pdf', '.csv'));
  if (format !== 'a4' && format !== '80mm') {
    res.status(400).type('text').send('format: is a4, 80mm or csv\n');
    return;
  }
  const report = await asked(req, res);
  if (!report) return;
  const { title, partnerId, reports, sums, at, fileName } = report;
  const work = must(await app.boundary.jobScope(partnerId));
  const { name: company } = await app.boundary.inSql(work, (sql) => loadIssuer(sql, partnerId));
  const { ok, pdf, problem } = await renderer.run(
    {
      op: 'render',
      page: true,
      paper: format === '80mm' ? 'roll' : 'a4',
      source: REPORT_PAGE,
      subject: null,
      data: JSON.stringify(reportData(reports, { title, company, sums })),
      title,
      author: company,
      lang: 'en',
      layout: LAYOUT,
      issuedAt: Math.floor(at.getTime() / 1000),
      assets: [],
    },
    { owner: partnerId },
  );
  if (!ok) throw conflict('TEMPLATE_FAILED', `The report could not be drawn: ${problem ?? ''}`);
  const content = Buffer.from(must(pdf));
  res.setHeader('cache-control', 'no-store');
  sendSafely(
    res,
    { name: fileName, type: 'application/pdf', content },
    { inline: req.query.download === undefined },
  );
}
