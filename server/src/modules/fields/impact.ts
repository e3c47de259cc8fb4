import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { StoredField } from './definition.ts';
import { FIELD_HOLDERS } from './entities.ts';
import { allOptions, optionKey, valueKey, wholeField } from './keys.ts';
import { must } from '../../platform/must.ts';

export interface Impact {
  missing: number;
  outdated: number;
}

/** How many records a change of a definition touches: see CustomFieldImpact. */
export async function impactOf(
  sql: ScopedSql,
  before: StoredField,
  after: Pick<StoredField, 'required' | 'options'>,
): Promise<Impact> {
  const newlyRequired = after.required && !before.required;
  const otherOptions =
    before.options !== null &&
    after.options !== null &&
    before.options.some((option) => !must(after.options).includes(option));
  return {
    missing: newlyRequired ? await withoutValue(sql, before) : 0,
    outdated: otherOptions ? await withOtherOption(sql, before, must(after.options)) : 0,
  };
}

async function withoutValue(sql: ScopedSql, field: StoredField): Promise<number> {
  const { table, partnerPath } = FIELD_HOLDERS[field.entity];
  const { gte, lt } = wholeField(field);
  const { n } = await sql.row<{ n: number }>(
    `select (
      (select count(*) from ${table} where ${partnerPath} >= $1 and ${partnerPath} < $1 || chr(1114111))
      - (select count(*) from custom_value where key >= $2 and key < $3)
    )::int n`,
    [field.partnerPath, gte, lt],
  );
  return n;
}

async function withOtherOption(
  sql: ScopedSql,
  field: StoredField,
  options: readonly string[],
): Promise<number> {
  const many = field.type === 'CHOICES';
  const { gte, lt } = many ? allOptions(field) : wholeField(field);
  const offered = options.map((option) =>
    many ? optionKey(field, option) : valueKey(field, option),
  );
  const { n } = await sql.row<{ n: number }>(
    'select count(distinct record_id)::int n from custom_value where key >= $1 and key < $2 and key <> all ($3)',
    [gte, lt, offered],
  );
  return n;
}
