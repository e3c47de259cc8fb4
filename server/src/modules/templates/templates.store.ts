import type { ScopedSql } from '../../tenancy/boundary.ts';
import { billedBy, contentHash, loadIssuers } from '../company/index.ts';
import { loadFinance } from '../settings/index.ts';
import { BUILT_IN } from './builtIn.ts';
import { TemplateKind, type TemplateSource } from './kinds.ts';
import { mayPrintFields } from './fieldsPrinted.ts';
import { LAYOUT } from './layout.ts';
import { got } from '../../platform/must.ts';

/** A template with the layout that draws it. */
export interface DrawnSource extends TemplateSource {
  layout: number;
}

/** The template in force for a partner, and whose it is: the nearest above that set one, or the product's own. */
export interface TemplateInForce extends DrawnSource {
  originId: string | null;
  originPath: string | null;
}

/** The templates in force of one kind, for each partner inside the scope. */
export async function loadTemplates(
  sql: ScopedSql,
  kind: TemplateKind,
  partnerIds: readonly string[],
): Promise<Map<string, TemplateInForce>> {
  const set = await sql.rows<Omit<TemplateInForce, 'layout'> & { partnerId: string }>(
    `select
      partner_id "partnerId", origin_id "originId", origin_path "originPath",
      source, subject
    from inherited_template($1::uuid[], $2)`,
    [[...new Set(partnerIds)], kind],
  );
  const found = new Map<string, TemplateInForce>(
    partnerIds.map((id) => [
      id,
      { ...BUILT_IN[kind], layout: LAYOUT, originId: null, originPath: null },
    ]),
  );
  for (const { partnerId, ...template } of set)
    found.set(partnerId, {
      ...template,
      layout: LAYOUT,
      subject: template.subject ?? BUILT_IN[kind].subject,
    });
  return found;
}

/**
 * What documents of a partner are printed with from now on. keepsFields: whether the template may
 * print the customer's custom fields.
 */
export interface PrintedWith {
  partnerId: string;
  templateVersionId: string;
  companyVersionId: string;
  billedBy: Record<string, string>;
  keepsFields: boolean;
  /** Of the partner: customers may have their own. */
  language: string;
}

/**
 * The versions that documents issued now are printed with, one per partner: the template with the
 * layout that draws it, and everything of the issuing partner. Made where something changed since
 * the last document; built-in templates are kept like all others. A fixed number of statements for
 * any number of partners.
 */
export async function printedWith(
  sql: ScopedSql,
  kind: TemplateKind,
  partnerIds: readonly string[],
): Promise<Map<string, PrintedWith>> {
  const ids = [...new Set(partnerIds)];
  if (!ids.length) return new Map();
  const issuers = await loadIssuers(sql, ids);
  const templates = await loadTemplates(sql, kind, ids);
  const finance = await loadFinance(sql, ids);
  const wanted = [...issuers].map(([partnerId, { path, issuer }]) => {
    const { source, layout } = got(templates, partnerId);
    return {
      partnerId,
      path,
      source,
      layout,
      details: issuer,
      templateHash: contentHash({ source, layout }),
      companyHash: contentHash(issuer),
    };
  });
  const given = [JSON.stringify(wanted), kind];
  const ROWS = `json_to_recordset($1::json) as x(
    "partnerId" uuid, path text,
    source text, layout int, details jsonb,
    "templateHash" text, "companyHash" text
  )`;
  await sql.rows(
    `insert into template_version (partner_id, partner_path, kind, hash, source, layout)
    select x."partnerId", x.path, $2, x."templateHash", x.source, x.layout
    from ${ROWS}
    where not exists (
      select 1
      from template_version v
      where v.partner_id = x."partnerId" and v.kind = $2 and v.hash = x."templateHash"
    )
    order by 1
    on conflict (partner_id, kind, hash) do nothing`,
    given,
  );
  await sql.rows(
    `insert into company_version (partner_id, partner_path, hash, details)
    select x."partnerId", x.path, x."companyHash", x.details
    from ${ROWS}
    where not exists (
      select 1
      from company_version v
      where v.partner_id = x."partnerId" and v.hash = x."companyHash"
    )
    order by 1
    on conflict (partner_id, hash) do nothing`,
    [given[0]],
  );
  const rows = await sql.rows<{
    partnerId: string;
    templateVersionId: string;
    companyVersionId: string;
  }>(
    `select x."partnerId", t.id "templateVersionId", c.id "companyVersionId"
    from ${ROWS}
    join template_version t
      on t.partner_id = x."partnerId" and t.kind = $2 and t.hash = x."templateHash"
    join company_version c
      on c.partner_id = x."partnerId" and c.hash = x."companyHash"`,
    given,
  );
  return new Map(
    rows.map((row) => [
      row.partnerId,
      {
        ...row,
        billedBy: billedBy(got(issuers, row.partnerId).issuer),
        language: got(finance, row.partnerId).documentLanguage,
        keepsFields: mayPrintFields(got(templates, row.partnerId).source),
      },
    ]),
  );
}
