import type { ReactNode } from 'react';
import { Box } from '@mui/material';
import { ErrorState } from '../kit/ErrorState.tsx';
import { Facts } from '../kit/Facts.tsx';
import type { CustomField, Entity } from './api.ts';
import { FieldValueView } from './display/FieldValueView.tsx';
import { asValues } from './rules.ts';
import { useCustomFields } from './useCustomFields.ts';

export type Fact = readonly [label: string, value: ReactNode];

/** Labels and values of a record's custom fields, archived ones too; at the end those in use that have none. */
export function factsOf(fields: readonly CustomField[], json: unknown): Fact[] {
  const values = asValues(json);
  const facts = fields.flatMap((field): Fact[] => {
    const value = values[field.key];
    return value === undefined || value === null
      ? []
      : [
          [
            field.archived ? `${field.label} (archived)` : field.label,
            <FieldValueView key={field.id} field={field} value={value} />,
          ],
        ];
  });
  const without = fields.filter((field) => !field.archived && (values[field.key] ?? null) === null);
  return [
    ...facts,
    ...without.map(({ id, label }): Fact => [
      label,
      <Box key={id} component="span" sx={{ color: 'text.secondary' }}>
        Not given
      </Box>,
    ]),
  ];
}

interface CustomFieldFactsProps {
  entity: Entity;
  /** The record's partner, whose fields it has. */
  partnerId: string;
  /** The record's `customFields` as the API gives them. */
  values: unknown;
  title?: string;
}

/** A card with a record's custom fields; nothing where none are defined. */
export function CustomFieldFacts({
  entity,
  partnerId,
  values,
  title = 'Further details',
}: CustomFieldFactsProps) {
  const { all, error, refetch } = useCustomFields(entity, partnerId);
  if (error)
    return (
      <ErrorState error={error} what="The further details could not be loaded." onRetry={refetch} />
    );
  const facts = factsOf(all, values);
  return facts.length > 0 ? <Facts title={title} facts={facts} /> : null;
}
