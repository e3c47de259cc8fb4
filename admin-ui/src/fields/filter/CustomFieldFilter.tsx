import { useEffect, useState } from 'react';
import { Box, Button, Popover } from '@mui/material';
import { useListContext, type SortPayload } from 'react-admin';
import { Icon } from '../../kit/icons.tsx';
import { FilterChip } from '../../kit/list/FilterChip.tsx';
import { useLocale } from '../../kit/locale.ts';
import type { CustomField, Entity } from '../api.ts';
import { sayValue } from '../display/say.ts';
import type { FieldValue } from '../rules.ts';
import { useReference } from '../references.ts';
import { useScopeFields, type KnownFields } from '../useCustomFields.ts';
import { ConditionForm } from './ConditionForm.tsx';
import {
  comparedWith,
  parseConditions,
  sayOperator,
  takesValue,
  type FieldCondition,
} from './operators.ts';

/**
 * The list's filter by custom fields: what is set, as chips that can be taken off, and the way to
 * set more. It is kept in the address like every filter.
 */
export function CustomFieldFilter({
  entity,
  sort,
  chipsOnly = false,
}: {
  entity: Entity;
  sort: SortPayload;
  chipsOnly?: boolean;
}) {
  const known = useScopeFields(entity);
  const { filterValues, displayedFilters, setFilters } = useListContext();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  useForgetUnknown(known, sort);
  const conditions = parseConditions((filterValues as Record<string, unknown>).customFields);
  const keep = (next: FieldCondition[]) => {
    const { customFields: _, ...others } = filterValues as Record<string, unknown>;
    setFilters(
      next.length > 0 ? { ...others, customFields: next } : others,
      displayedFilters as Record<string, boolean>,
    );
  };
  if (known.all.length === 0 || (chipsOnly && conditions.length === 0)) return null;
  return (
    <Box
      sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center', marginBlockEnd: 1.5 }}
    >
      {conditions.map((condition, index) => {
        const field = known.all.find((each) => each.key === condition.key);
        return (
          field && (
            <ConditionChip
              key={index}
              field={field}
              condition={condition}
              onRemove={() => keep(conditions.filter((_, at) => at !== index))}
            />
          )
        );
      })}
      {!chipsOnly && (
        <Button
          size="small"
          startIcon={<Icon name="plus" size={16} />}
          aria-haspopup="dialog"
          aria-expanded={anchor !== null}
          onClick={(event) => setAnchor(event.currentTarget)}
        >
          Filter by a field
        </Button>
      )}
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        slotProps={{
          paper: {
            role: 'dialog',
            'aria-label': 'Filter by a field',
            sx: { width: 360, maxWidth: 'calc(100vw - 32px)', padding: 2 },
          },
        }}
      >
        <ConditionForm
          fields={known.all}
          onCancel={() => setAnchor(null)}
          onApply={(condition) => {
            keep([...conditions, condition]);
            setAnchor(null);
          }}
        />
      </Popover>
    </Box>
  );
}

function ConditionChip({
  field,
  condition,
  onRemove,
}: {
  field: CustomField;
  condition: FieldCondition;
  onRemove: () => void;
}) {
  const locale = useLocale();
  const referred = useReference(
    field.references ?? 'CUSTOMER',
    field.type === 'REFERENCE' && typeof condition.value === 'string' ? condition.value : '',
  );
  const compared = comparedWith(field, condition.operator);
  const value = !takesValue(condition.operator)
    ? ''
    : field.type === 'REFERENCE'
      ? (referred.data?.label ?? '…')
      : `“${sayValue(compared, condition.value as FieldValue, locale)}”`;
  const text = `${field.label} ${sayOperator(field, condition.operator)} ${value}`.trim();
  return <FilterChip text={text} onRemove={onRemove} />;
}

/**
 * Another partner has other fields: a filter or an order by one it does not have is dropped, rather
 * than refused by the server.
 */
function useForgetUnknown({ all, isPending, error }: KnownFields, fallback: SortPayload): void {
  const { filterValues, displayedFilters, setFilters, sort, setSort } = useListContext();
  const ready = !isPending && !error;
  const { customFields, ...others } = filterValues as Record<string, unknown>;
  const conditions = parseConditions(customFields);
  const known = conditions.filter(({ key }) => all.some((field) => field.key === key));
  const stale = ready && known.length < conditions.length;
  const lost =
    ready &&
    sort.field.startsWith('customFields.') &&
    !all.some((field) => sort.field === `customFields.${field.key}`);
  useEffect(() => {
    if (stale)
      setFilters(
        known.length > 0 ? { ...others, customFields: known } : others,
        displayedFilters as Record<string, boolean>,
      );
    else if (lost) setSort(fallback);
  });
}
