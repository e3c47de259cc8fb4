import { useState } from 'react';
import { Box, Button, Card, CardContent, Typography } from '@mui/material';
import { useNotify } from 'react-admin';
import type { CustomFieldEntity } from '../generated/graphql.ts';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useRefresh } from '../kit/form/useRefresh.ts';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { FactList } from '../kit/index.ts';
import { factsOf } from './CustomFieldFacts.tsx';
import { CustomFieldInputs } from './CustomFieldInputs.tsx';
import { asValues } from './rules.ts';
import { useCustomFields } from './useCustomFields.ts';
import { useCustomFieldsForm } from './useCustomFieldsForm.ts';

interface EditableFieldsProps {
  entity: CustomFieldEntity;
  partnerId: string;
  values: unknown;
  /** "proforma 2026000001". */
  of: string;
  mayWrite: boolean;
  save: (customFields: unknown) => Promise<unknown>;
}

/** The custom fields of an issued document, which stay the office's to change; nothing where there are none. */
export function EditableFields({ mayWrite, ...fields }: EditableFieldsProps) {
  const { all } = useCustomFields(fields.entity, fields.partnerId);
  const [editing, setEditing] = useState(false);
  const facts = factsOf(all, fields.values);
  if (facts.length === 0) return null;
  return (
    <Card component="section" aria-label="The office’s notes" sx={{ marginBlockStart: 2 }}>
      <CardContent>
        <Box
          sx={{
            display: 'flex',
            justifyContent: 'space-between',
            gap: 2,
            alignItems: 'center',
            marginBlockEnd: 1.5,
          }}
        >
          <Typography variant="h2">The office’s notes</Typography>
          {mayWrite && (
            <Button size="small" variant="outlined" onClick={() => setEditing(true)}>
              Edit notes
            </Button>
          )}
        </Box>
        <FactList facts={facts} />
      </CardContent>
      {editing && <FieldsDialog {...fields} onClose={() => setEditing(false)} />}
    </Card>
  );
}

function FieldsDialog({
  entity,
  partnerId,
  values,
  of,
  save,
  onClose,
}: Omit<EditableFieldsProps, 'mayWrite'> & { onClose: () => void }) {
  const notify = useNotify();
  const refresh = useRefresh();
  const custom = useCustomFieldsForm(entity, partnerId, asValues(values));
  const submission = useSubmit();
  const send = async () => {
    const wrong = custom.problems();
    if (Object.keys(wrong).length > 0) return submission.refuse(wrong);
    const done = await submission.submit(async () => {
      await custom.named(() => save(custom.input()));
      notify('Notes saved.', { type: 'success' });
      void refresh();
    });
    if (done) onClose();
  };
  return (
    <FormDialog
      title={`Notes on ${of}`}
      submitLabel="Save notes"
      submission={submission}
      onSubmit={() => void send()}
      onClose={onClose}
      failure="The notes were not saved."
    >
      <CustomFieldInputs form={custom} errors={submission.fields} />
    </FormDialog>
  );
}
