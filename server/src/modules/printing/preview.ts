import type { App } from '../../kit/app.ts';
import { notFound } from '../../platform/refusal.ts';
import type { Scope } from '../../tenancy/scope.ts';
import { loadIssuer } from '../company/index.ts';
import { inLanguage, languageIn } from './inLanguage.ts';
import { companyLogo, companyView } from './companyView.ts';
import { isPdfKind, LAYOUT, type TemplateKind } from '../templates/index.ts';
import { tryPictures } from './pictures.ts';
import type { Reads } from './readable.ts';
import { partnerOfDocument } from './owners.ts';
import { type Prepared, tryDraw } from './draw.ts';
import { prepare } from './render.ts';
import { sampleData } from './sample.ts';
import { templateProblems } from './templates.service.ts';
import { pathOf } from './templates.store.ts';
import type { TemplatePreviewType } from './templates.types.ts';

/** Longer ones are read in the file. */
const PICTURE_MAX = 5_000_000;

/**
 * A template as it would look, on what the viewer reads of a real document inside the scope, or on
 * sample data; stores nothing. turnOf: the partner of whoever asks, whose turn it takes. What is
 * wrong comes back as errors with line and column. Refuses NOT_FOUND.
 */
export async function previewTemplate(
  app: App,
  scope: Scope,
  turnOf: string,
  partnerId: string,
  kind: TemplateKind,
  template: { source: string; subject: string | null },
  document: { id: string; reads: Reads } | null,
): Promise<TemplatePreviewType> {
  const request = document && { kind, documentId: document.id, reads: document.reads };
  const place = request ? await partnerOfDocument(app, scope, request) : partnerId;
  const problems = await templateProblems(turnOf, template.source, template.subject);
  const shown = await app.boundary.inSql(scope, async (sql) => {
    const path = await pathOf(sql, partnerId);
    if (path === undefined) throw notFound();
    return tryPictures(sql, template.source, path);
  });
  const errors = [
    ...problems.source,
    ...shown.problems,
    ...problems.subject.map((problem) => `subject, ${problem}`),
  ];
  if (errors.length) return { pdf: null, picture: null, html: null, subject: null, errors };
  const work = await app.boundary.jobScope(place);
  if (!work) throw notFound();
  const drawn = { ...template, layout: LAYOUT };
  const prepared = await app.boundary.inSql(work, async (sql): Promise<Prepared> => {
    if (request) return prepare(app, sql, request, { template: drawn, pictures: shown.assets });
    const issuer = await loadIssuer(sql, partnerId);
    const logo = isPdfKind(kind) ? await companyLogo(sql, issuer) : null;
    const data = sampleData(
      kind,
      companyView(issuer, logo),
      { name: issuer.partnerName, number: issuer.partnerNumber },
      issuer.portalUrl,
    );
    return {
      partnerId,
      kind,
      ...drawn,
      data: inLanguage(data, languageIn(data, template), kind),
      assets: [...(logo ? [logo] : []), ...shown.assets],
      title: 'Preview',
      author: issuer.name,
      issuedAt: Math.floor(app.clock.now().getTime() / 1000),
      fileName: 'preview.pdf',
    };
  });
  const { ok, problem, pdf, picture, html, subject } = await tryDraw(prepared, {
    make: 'both',
    turnOf,
  });
  if (!ok)
    return {
      pdf: null,
      picture: null,
      html: null,
      subject: null,
      errors: [`line 1, column 1: ${problem}`],
    };
  return {
    pdf: pdf ? Buffer.from(pdf).toString('base64') : null,
    picture: picture && picture.length < PICTURE_MAX ? picture : null,
    html: pdf ? null : (html ?? null),
    subject: subject ?? null,
    errors: [],
  };
}
