import type { ScopedSql } from '../../tenancy/boundary.ts';
import { sourceOf, type DocumentData } from './documentData.ts';
import { BUILT_IN, type DrawnSource, LAYOUT, TemplateKind } from '../templates/index.ts';

/**
 * The template in force for a document. A security mail that a partner wrote before it could tell of
 * a change would tell of another matter: then the product's own speaks.
 */
export async function sourceInForce(
  sql: ScopedSql,
  { kind, extra }: { kind: TemplateKind; extra?: Readonly<Record<string, string>> },
  document: DocumentData,
): Promise<DrawnSource> {
  const template = await sourceOf(sql, kind, document);
  return kind === TemplateKind.SECURITY_MAIL && extra?.change && !/\bchange\b/.test(template.source)
    ? { ...BUILT_IN.SECURITY_MAIL, layout: LAYOUT }
    : template;
}
