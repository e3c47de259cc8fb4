import { textInput } from '../../kit/input.ts';
import { badInput, notFound } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { isPdfKind, type TemplateKind } from '../templates/index.ts';
import { keepPictures } from './pictures.ts';
import { renderer, RenderFailure } from './rendering/pool.ts';
import { problemText, type TemplateProblem } from './rendering/problems.ts';
import { insertTemplate, lockPath, ownTemplate } from './templates.store.ts';

const SUBJECT_MAX = 300;

/**
 * What is wrong with a template, each with its line and column; nothing when it can be used. turnOf:
 * the partner of whoever wrote it, whose turn it takes.
 */
export async function templateProblems(
  turnOf: string,
  source: string,
  subject: string | null,
): Promise<{ source: string[]; subject: string[] }> {
  const unread = (problem: string) => ({
    source: [problemText({ line: 1, column: 1, problem })],
    subject: [],
  });
  let answer;
  try {
    answer = await renderer.run({ op: 'check', source, subject }, { owner: turnOf });
  } catch (error) {
    if (error instanceof RenderFailure) return unread(error.message);
    throw error;
  }
  if (!answer.ok) return unread(answer.problem ?? 'cannot be read');
  const words = (problems: TemplateProblem[] | undefined) => (problems ?? []).map(problemText);
  return { source: words(answer.problems), subject: words(answer.subjectProblems) };
}

/**
 * A template as it may be stored. Refuses wrong syntax, unknown helpers and tags that are not
 * allowed, naming line and column.
 */
export async function checkedTemplate(
  turnOf: string,
  kind: TemplateKind,
  source: string | null,
  subject: string | null,
): Promise<{ source: string | null; subject: string | null }> {
  if (source === null) {
    if (subject !== null) throw badInput({ subject: 'a subject needs the text that goes with it' });
    return { source, subject };
  }
  if (source.trim() === '')
    throw badInput({ source: 'is empty; null returns to the inherited template' });
  if (isPdfKind(kind) && subject !== null) throw badInput({ subject: 'only mails have a subject' });
  const line = subject === null ? null : textInput(subject, 'subject', { max: SUBJECT_MAX });
  const problems = await templateProblems(turnOf, source, line);
  if (problems.source.length || problems.subject.length)
    throw badInput({
      ...(problems.source.length ? { source: problems.source.join('; ') } : {}),
      ...(problems.subject.length ? { subject: problems.subject.join('; ') } : {}),
    });
  return { source, subject: line };
}

/**
 * Sets a partner's own template, or returns to the inherited one (source null); what is issued
 * already keeps its own. Refuses NOT_FOUND, and pictures that are not the partner's to show.
 */
export async function setTemplate(
  sql: ScopedSql,
  partnerId: string,
  kind: TemplateKind,
  template: { source: string | null; subject: string | null },
): Promise<void> {
  const path = await lockPath(sql, partnerId);
  if (path === undefined) throw notFound();
  const partner = { id: partnerId, path };
  const last = await ownTemplate(sql, partnerId, kind);
  if (last.source === template.source && last.subject === template.subject) return;
  const problems = template.source === null ? [] : await keepPictures(sql, template.source, path);
  if (problems.length) throw badInput({ source: problems.join('; ') });
  await insertTemplate(sql, partner, kind, template);
  await audit(sql, {
    action: template.source === null ? 'reset' : 'update',
    entity: 'document-template',
    entityId: partnerId,
    before: { kind, source: last.source, subject: last.subject },
    after: { kind, ...template },
    partner,
  });
}
