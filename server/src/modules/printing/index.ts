import type { Module } from '../../kit/module.ts';
import { handled } from '../../kit/task.ts';
import { CompanyCodesLink, InvoiceCodesLink } from './codes.resolver.ts';
import { TemplatesResolver } from './templates.resolver.ts';
import { DocumentJobsResolver } from './bulk/jobs.resolver.ts';
import { KINDS } from './rights.ts';
import { StatementResolver } from './statement.resolver.ts';
import { runDocumentJob, sweepDocumentJobs } from './bulk/jobs.service.ts';
import { documentRoutes } from './documents.routes.ts';
import { TASKS } from './queue.ts';
import { tillReportRoutes } from './tillReport.route.ts';

export const printing: Module = {
  name: 'printing',
  kinds: KINDS,
  resolvers: [
    TemplatesResolver,
    DocumentJobsResolver,
    StatementResolver,
    InvoiceCodesLink,
    CompanyCodesLink,
  ],
  tasks: handled(TASKS, {
    'documents:bulk': (app, payload, stop) => runDocumentJob(app, payload, stop),
    'documents:sweep': (app) => sweepDocumentJobs(app),
  }),
  routes: [documentRoutes, tillReportRoutes],
};

export { type Reads, withoutWord } from './readable.ts';
export type { RenderedDocument } from './draw.ts';
export { type DocumentRequest, renderDocument } from './render.ts';
export { setTemplate } from './templates.service.ts';
