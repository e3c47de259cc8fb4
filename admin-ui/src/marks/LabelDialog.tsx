import { useState } from 'react';
import { TextField } from '@mui/material';
import { useQueryClient } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import type { LabelShownFragment } from '../generated/graphql.ts';
import { Field } from '../kit/form/Fields.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { SaveLabel } from './api.ts';

interface LabelDialogProps {
  partner: { id: string; name: string };
  /** The one that is changed; a new one without. */
  label: LabelShownFragment | null;
  onClose: () => void;
  onSaved: (name: string) => void;
}

/** Makes or changes a label. */
export function LabelDialog({ partner, label, onClose, onSaved }: LabelDialogProps) {
  const queryClient = useQueryClient();
  const submission = useSubmit();
  const [name, setName] = useState(label?.name ?? '');
  const [colour, setColour] = useState(label?.colour ?? '#0f766e');
  const save = () =>
    submission.submit(async () => {
      const id = label?.id ?? null;
      const partnerId = label ? null : partner.id;
      await request(SaveLabel, { id, partnerId, name, colour });
      await queryClient.invalidateQueries({ queryKey: ['labels'] });
      onSaved(name);
    });
  return (
    <FormDialog
      title={label ? `Change ${label.name}` : `New label of ${partner.name}`}
      submitLabel={label ? 'Change label' : 'Create label'}
      submission={submission}
      onSubmit={() => void save()}
      onClose={onClose}
      failure={label ? 'The label was not changed.' : 'The label was not created.'}
    >
      <Field
        name="name"
        label="Name"
        value={name}
        onChange={setName}
        errors={submission.fields}
        required
        autoFocus
      />
      <TextField
        type="color"
        name="colour"
        label="Colour"
        value={colour}
        onChange={(event) => setColour(event.target.value)}
        error={Boolean(submission.fields['colour'])}
        helperText={
          submission.fields['colour'] ?? 'A spot beside the name; the name says what it is.'
        }
        size="small"
        fullWidth
        slotProps={{ inputLabel: { shrink: true } }}
      />
    </FormDialog>
  );
}
