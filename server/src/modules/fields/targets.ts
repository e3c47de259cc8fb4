import type { FieldValue } from '@backhaul/domain/fields/customFields';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { StoredField } from './definition.ts';
import { FIELD_HOLDERS } from './entities.ts';

/** A value that names something else, and the place in the tree of the record that holds it. */
export interface Pointer {
  field: StoredField;
  value: FieldValue;
  partnerPath: string;
}

const SOURCES = { FILE: { table: 'file', partnerPath: 'partner_path' } };

/**
 * The values of FILE and REFERENCE fields whose file or record is not there for the writer, or belongs to a partner that
 * is neither above nor below the record's own: nothing may point into another tenant.
 */
export async function missingTargets(
  sql: ScopedSql,
  pointers: readonly Pointer[],
): Promise<{ field: StoredField; value: FieldValue; partnerPath: string; problem: string }[]> {
  const missing: (Pointer & { problem: string })[] = [];
  const byTable = new Map<string, { place: string; pointers: Pointer[] }>();
  for (const pointer of pointers) {
    const { type, references } = pointer.field;
    const source =
      type === 'FILE'
        ? SOURCES.FILE
        : type === 'REFERENCE' && references
          ? FIELD_HOLDERS[references]
          : null;
    if (!source) continue;
    const known = byTable.get(source.table) ?? { place: source.partnerPath, pointers: [] };
    known.pointers.push(pointer);
    byTable.set(source.table, known);
  }
  for (const [table, { place, pointers: asked }] of byTable) {
    const found = await sql.rows<{ id: string; path: string }>(
      `select id, ${place} path from ${table} where id = any ($1::uuid[])`,
      [[...new Set(asked.map(({ value }) => String(value)))]],
    );
    const paths = new Map(found.map(({ id, path }) => [id, path]));
    for (const pointer of asked) {
      const path = paths.get(String(pointer.value));
      const inLine =
        path !== undefined &&
        (path.startsWith(pointer.partnerPath) || pointer.partnerPath.startsWith(path));
      if (!inLine)
        missing.push({
          ...pointer,
          problem:
            pointer.field.type === 'FILE'
              ? 'is not a file that can be used here'
              : 'is not a record that can be used here',
        });
    }
  }
  return missing;
}
