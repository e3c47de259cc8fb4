import { useEffect, useRef } from 'react';
import { Box } from '@mui/material';
import { useInput, useRecordContext, type RaRecord } from 'react-admin';
import type { CustomField, Entity } from './api.ts';
import { CustomFieldInputs } from './CustomFieldInputs.tsx';
import { givenOf, type Draft } from './drafts.ts';
import { asValues, sentence } from './rules.ts';
import { useCustomFieldsForm } from './useCustomFieldsForm.ts';

/**
 * What react-hook-form holds about an input that is an object: a message of our own, or one per key
 * from the server.
 */
type Refusal = { message?: string } & Record<string, { message?: string } | string | undefined>;

/**
 * The custom fields as one input of a react-admin form. The form's `customFields` holds what was changed, by key; see
 * `changedFields` for what is sent of it.
 */
export function CustomFieldsFormInput({
  entity,
  partnerId,
}: {
  entity: Entity;
  partnerId: string | null;
}) {
  const record = useRecordContext<RaRecord & { customFields?: unknown }>();
  const form = useCustomFieldsForm(
    entity,
    partnerId,
    record?.id === undefined ? null : asValues(record.customFields),
  );
  // The validator is asked when the form is sent and has to see what stands in the inputs then.
  const problems = useRef(form.problems);
  problems.current = form.problems;
  const {
    field: input,
    fieldState,
    formState,
  } = useInput({
    source: 'customFields',
    validate: () =>
      Object.keys(problems.current()).length > 0
        ? 'Some further details are missing or wrong.'
        : undefined,
  });
  const refused = fieldState.error as Refusal | undefined;
  const inputs = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The form finds its own inputs; these it does not know one by one.
    const first = inputs.current
      ?.closest('form')
      ?.querySelector<HTMLElement>('[aria-invalid="true"]');
    if (first && inputs.current?.contains(first)) first.focus();
  }, [formState.submitCount]);
  const said = refused?.message !== undefined ? form.problems() : fromServer(form.fields, refused);
  return (
    <Box ref={inputs} sx={{ marginBlock: 2, '&:empty': { display: 'none' } }}>
      <CustomFieldInputs
        form={{
          ...form,
          set: (field: CustomField, draft: Draft) => {
            form.set(field, draft);
            input.onChange({ ...asValues(input.value), [field.key]: givenOf(field, draft) });
          },
        }}
        errors={said}
      />
    </Box>
  );
}

function fromServer(
  fields: readonly CustomField[],
  refused: Refusal | undefined,
): Record<string, string> {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const found = refused?.[field.key];
      const message = typeof found === 'object' ? found.message : undefined;
      return message ? [[`customFields.${field.key}`, sentence(field, message)]] : [];
    }),
  );
}
