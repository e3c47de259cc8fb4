import { Box, Typography } from '@mui/material';
import type { FieldErrors } from '../kit/form/useSubmit.ts';
import { ErrorState } from '../kit/ErrorState.tsx';
import { BlockSkeleton } from '../kit/Skeletons.tsx';
import type { CustomField } from './api.ts';
import { CustomFieldInput } from './inputs/CustomFieldInput.tsx';
import type { CustomFieldsForm } from './useCustomFieldsForm.ts';

/** What needs the width of the form. */
const wideTypes: ReadonlySet<CustomField['type']> = new Set([
  'LONG_TEXT',
  'PLACE',
  'FILE',
  'CHOICES',
  'URL',
]);

interface CustomFieldInputsProps {
  form: CustomFieldsForm;
  errors: FieldErrors;
  title?: string;
}

/** The inputs of a record's custom fields, in their order; nothing where none are defined. */
export function CustomFieldInputs({
  form,
  errors,
  title = 'Further details',
}: CustomFieldInputsProps) {
  if (form.error)
    return (
      <ErrorState
        error={form.error}
        what="The further details could not be loaded."
        onRetry={form.refetch}
      />
    );
  if (form.isPending) return <BlockSkeleton lines={2} />;
  if (form.fields.length === 0) return null;
  return (
    <Box component="section" aria-label={title} sx={{ display: 'grid', gap: 2 }}>
      <Typography variant="h2">{title}</Typography>
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(2, minmax(0, 1fr))' },
          alignItems: 'start',
        }}
      >
        {form.fields.map((field) => (
          <Box
            key={field.id}
            sx={{ minWidth: 0, ...(wideTypes.has(field.type) && { gridColumn: '1 / -1' }) }}
          >
            <CustomFieldInput
              field={field}
              draft={form.draft(field)}
              onChange={(draft) => form.set(field, draft)}
              problem={errors[`customFields.${field.key}`]}
            />
          </Box>
        ))}
      </Box>
    </Box>
  );
}
