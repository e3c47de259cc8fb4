import { Box } from '@mui/material';
import { useQueryClient } from '@tanstack/react-query';
import { useNotify } from 'react-admin';
import { request } from '../../api/client.ts';
import { FormDialog } from '../../kit/form/FormDialog.tsx';
import { useSubmit } from '../../kit/form/useSubmit.ts';
import { archiveFieldDocument, fieldsKey, type CustomField } from '../api.ts';
import { entities } from '../words.ts';

/** Takes a field out of use or puts it back, saying what that means for its values. */
export function ArchiveDialog({ field, onClose }: { field: CustomField; onClose: () => void }) {
  const notify = useNotify();
  const cache = useQueryClient();
  const submission = useSubmit();
  const action = field.archived ? 'Bring back' : 'Archive';
  const change = async () => {
    const done = await submission.submit(async () => {
      await request(archiveFieldDocument, { id: field.id, archived: !field.archived });
      notify(field.archived ? `${field.label} is in use again.` : `${field.label} is archived.`, {
        type: 'success',
      });
      await cache.invalidateQueries({ queryKey: fieldsKey() });
    });
    if (done) onClose();
  };
  return (
    <FormDialog
      title={`${action} ${field.label}`}
      submitLabel={`${action} field`}
      submission={submission}
      onSubmit={() => void change()}
      onClose={onClose}
      failure="Nothing was changed."
      width="xs"
    >
      <Box>
        {field.archived
          ? `Forms of ${entities[field.entity].many} ask for it again, and its values can be changed.`
          : `Forms of ${entities[field.entity].many} no longer ask for it. Values that are there stay and show on their pages, and can no longer be changed. It can be brought back at any time.`}
      </Box>
    </FormDialog>
  );
}
