import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { TemplateKind } from '../templates/index.ts';

/** A template of a partner's own; without a source it is the inherited one. */
export interface OwnTemplate {
  source: string | null;
  subject: string | null;
}

/** Where a partner stands in the tree; undefined outside the scope. */
export async function pathOf(sql: ScopedSql, partnerId: string): Promise<string | undefined> {
  const [partner] = await sql.rows<{ path: string }>('select path from partner where id = $1', [
    partnerId,
  ]);
  return partner?.path;
}

/** The same, with the partner locked: its templates change one after the other. */
export async function lockPath(sql: ScopedSql, partnerId: string): Promise<string | undefined> {
  const [partner] = await sql.rows<{ path: string }>(
    'select path from partner where id = $1 for no key update',
    [partnerId],
  );
  return partner?.path;
}

/** What a partner set last; the inherited template where it never set any. */
export async function ownTemplate(
  sql: ScopedSql,
  partnerId: string,
  kind: TemplateKind,
): Promise<OwnTemplate> {
  const [last] = await sql.rows<OwnTemplate>(
    `select source, subject
    from document_template
    where partner_id = $1 and kind = $2
    order by id desc
    limit 1`,
    [partnerId, kind],
  );
  return last ?? { source: null, subject: null };
}

/** Adds what holds for a partner from now on; what it set before stays as history. */
export async function insertTemplate(
  sql: ScopedSql,
  partner: { id: string; path: string },
  kind: TemplateKind,
  template: OwnTemplate,
): Promise<void> {
  await sql.rows(
    `insert into document_template (partner_id, partner_path, kind, source, subject, created_by)
    values ($1, $2, $3, $4, $5, $6)`,
    [partner.id, partner.path, kind, template.source, template.subject, sql.scope.actor.name],
  );
}
