import type { FieldValue } from '@backhaul/domain/fields/customFields';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { StoredField } from './definition.ts';
import { pathsOfTargets, type Target } from './holders.store.ts';

/** A value that names something else, and the place in the tree of the record that holds it. */
export interface Pointer {
  field: StoredField;
  value: FieldValue;
  partnerPath: string;
}

/**
 * The values of FILE and REFERENCE fields whose file or record is not there for the writer, or belongs to a partner that
 * is neither above nor below the record's own: nothing may point into another tenant.
 */
export async function missingTargets(
  sql: ScopedSql,
  pointers: readonly Pointer[],
): Promise<{ field: StoredField; value: FieldValue; partnerPath: string; problem: string }[]> {
  const missing: (Pointer & { problem: string })[] = [];
  const byTarget = new Map<Target, Pointer[]>();
  for (const pointer of pointers) {
    const target = targetOf(pointer.field);
    if (!target) continue;
    const known = byTarget.get(target);
    if (known) known.push(pointer);
    else byTarget.set(target, [pointer]);
  }
  for (const [target, asked] of byTarget) {
    const ids = [...new Set(asked.map(({ value }) => String(value)))];
    const paths = await pathsOfTargets(sql, target, ids);
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

/** What the values of a field point to; null when to nothing. */
function targetOf({ type, references }: StoredField): Target | null {
  if (type === 'FILE') return 'FILE';
  return type === 'REFERENCE' ? references : null;
}
