import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { StoredField } from './definition.ts';
import { countWithoutValue } from './holders.store.ts';
import { allOptions, optionKey, valueKey, wholeField } from './keys.ts';
import { countOutside } from './valueIndex.store.ts';
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
    missing: newlyRequired ? await countWithoutValue(sql, before) : 0,
    outdated: otherOptions ? await withOtherOption(sql, before, must(after.options)) : 0,
  };
}

async function withOtherOption(
  sql: ScopedSql,
  field: StoredField,
  options: readonly string[],
): Promise<number> {
  const many = field.type === 'CHOICES';
  const range = many ? allOptions(field) : wholeField(field);
  const offered = options.map((option) =>
    many ? optionKey(field, option) : valueKey(field, option),
  );
  return countOutside(sql, range, offered);
}
