import type { FieldEntity, FieldValue } from '@backhaul/domain/fields/customFields';
import { mergeFields, type FieldChange } from '@backhaul/domain/fields/customFieldMerge';
import { parseCell } from '@backhaul/domain/fields/customFieldText';
import { lineOf } from '../../tenancy/scope.ts';
import {
  fieldsOf,
  type HolderRecord,
  indexValues,
  missingTargets,
  type StoredField,
  uniqueKey,
} from '../fields/index.ts';
import type { Frame } from './frame.ts';
import { uniqueKeysThere } from './known.store.ts';
import { refuse, type ParsedRow } from './parseRows.ts';
import { FIELD_PREFIX, type TableRecord } from './table.ts';

/** The custom fields of one new record, as they will be stored. */
export interface RowFields {
  values: Record<string, FieldValue>;
  changes: FieldChange<StoredField>[];
}

export interface FieldReader {
  /**
   * A row's custom fields for a record at a place of the tree, with defaults; faults of the row for
   * what is wrong or missing.
   */
  read(row: ParsedRow<object>, path: string): RowFields;
  /** Faults of rows whose values refer to nothing, or are taken by a record that is there or by a row before. */
  compare(rows: readonly { record: TableRecord; path: string; fields: RowFields }[]): Promise<void>;
  write(rows: readonly (HolderRecord & { fields: RowFields })[]): Promise<void>;
}

/** Reads the columns `cf:<key>` of a file by the rules that the API has for them. */
export async function fieldReader(frame: Frame, entity: FieldEntity): Promise<FieldReader> {
  const { sql } = frame;
  const byPlace = new Map<string, StoredField[]>();
  for (const field of await fieldsOf(sql, entity))
    byPlace.set(field.partnerPath, [...(byPlace.get(field.partnerPath) ?? []), field]);
  const known = new Map<string, StoredField[]>();
  const fieldsAt = (path: string): StoredField[] => {
    const fields = known.get(path) ?? lineOf(path).flatMap((place) => byPlace.get(place) ?? []);
    known.set(path, fields);
    return fields;
  };
  return {
    read(row, path) {
      const fields = fieldsAt(path);
      if (!fields.length && !row.fields.length) return { values: {}, changes: [] };
      const types = new Map(fields.map((field) => [field.key, field]));
      // an empty cell is not given: the default stands
      const filled = row.fields
        .filter(([, cell]) => cell.trim() !== '')
        .map(([key, cell]) => {
          const field = types.get(key);
          return [key, field ? parseCell(field, cell) : cell] as const;
        });
      const { values, changes, problems } = mergeFields(fields, Object.fromEntries(filled), null);
      for (const [name, problem] of Object.entries(problems))
        refuse(row.record, name.replace('customFields.', FIELD_PREFIX), problem);
      return { values, changes };
    },
    async compare(rows) {
      const given = rows.flatMap(({ record, path, fields }) =>
        fields.changes.flatMap(({ definition, after }) =>
          after === null ? [] : [{ record, partnerPath: path, field: definition, value: after }],
        ),
      );
      for (const missing of await missingTargets(sql, given))
        for (const each of given)
          if (
            each.field === missing.field &&
            each.value === missing.value &&
            each.partnerPath === missing.partnerPath
          )
            refuse(each.record, FIELD_PREFIX + each.field.key, missing.problem);
      const unique = given
        .filter(({ field }) => field.unique)
        .map((each) => ({ ...each, key: uniqueKey(each.field, each.value) }));
      const taken = await uniqueKeysThere(
        sql,
        unique.map(({ key }) => key),
      );
      const lines = new Map<string, number>();
      for (const { record, field, key } of unique) {
        const first = lines.get(key);
        if (first !== undefined)
          refuse(record, FIELD_PREFIX + field.key, `is given already on line ${first}`);
        else if (taken.has(key))
          refuse(record, FIELD_PREFIX + field.key, 'is used by another record already');
        else lines.set(key, record.line);
      }
    },
    async write(rows) {
      await indexValues(
        sql,
        rows.flatMap(({ fields, ...record }) =>
          fields.changes.flatMap(({ definition, after }) =>
            after === null ? [] : [{ field: definition, record, value: after }],
          ),
        ),
      );
    },
  };
}
