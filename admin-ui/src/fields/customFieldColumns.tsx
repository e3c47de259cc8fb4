import type { ReactElement } from 'react';
import { Box } from '@mui/material';
import { type RaRecord } from 'react-admin';
import { Column } from '../kit/list/Column.tsx';
import type { CustomField, Entity } from './api.ts';
import { ValueCell } from './display/FieldValueView.tsx';
import { asValues } from './rules.ts';
import { useCustomFields, useScopeFields } from './useCustomFields.ts';

/** What has no order. */
const unsorted: ReadonlySet<CustomField['type']> = new Set(['FILE', 'PLACE', 'REFERENCE']);
const numbers: ReadonlySet<CustomField['type']> = new Set(['INTEGER', 'DECIMAL']);

interface WithFields extends RaRecord {
  customFields: unknown;
}

/**
 * The columns of fields that are shown in lists: sorted by the API as `customFields.<key>`, hidden
 * by the column choice like any other.
 */
export function customFieldColumns(fields: readonly CustomField[]): ReactElement[] {
  return fields
    .filter((field) => field.showInList)
    .map((field) => (
      <Column<WithFields>
        key={field.id}
        source={`customFields.${field.key}`}
        label={field.label}
        disableSort={unsorted.has(field.type)}
        {...(numbers.has(field.type) ? { align: 'right' as const } : {})}
        render={(record) => {
          const value = asValues(record.customFields)[field.key];
          return value === undefined || value === null ? (
            <Box component="span" sx={{ color: 'text.secondary' }}>
              –
            </Box>
          ) : (
            <ValueCell field={field} value={value} />
          );
        }}
      />
    ));
}

/**
 * The columns of a list: of the partner in the switch, or of the one partner whose records all rows
 * are. None for no kind of record, where one may not read its fields.
 */
export function useCustomFieldColumns(entity: Entity | null, partnerId?: string): ReactElement[] {
  const scope = useScopeFields(entity);
  const own = useCustomFields(entity, partnerId ?? null);
  return customFieldColumns((partnerId ? own : scope).fields);
}
