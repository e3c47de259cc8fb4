import type { ReactNode } from 'react';
import { Box } from '@mui/material';
import { FormDialog } from './FormDialog.tsx';
import { useSubmit } from './useSubmit.ts';

interface RemoveDialogProps {
  title: string;
  what: string;
  remove: () => Promise<unknown>;
  onClose: () => void;
  onRemoved: () => void;
  children: ReactNode;
}

/** Says what removing does, and does it. */
export function RemoveDialog({
  title,
  what,
  remove,
  onClose,
  onRemoved,
  children,
}: RemoveDialogProps) {
  const submission = useSubmit();
  return (
    <FormDialog
      title={title}
      submitLabel={`Remove ${what}`}
      submission={submission}
      onSubmit={() =>
        void submission.submit(async () => {
          await remove();
          onRemoved();
        })
      }
      onClose={onClose}
      failure={`The ${what} was not removed.`}
      danger
      width="xs"
    >
      <Box>{children}</Box>
    </FormDialog>
  );
}
