import { Box } from '@mui/material';
import { FormDialog } from '../../kit/form/FormDialog.tsx';
import { useSubmit } from '../../kit/form/useSubmit.ts';
import type { TemplateKind } from '../../generated/graphql.ts';
import { isMail, sayKind } from './kinds.ts';

interface ResetDialogProps {
  kind: TemplateKind;
  partnerName: string;
  onReset: () => Promise<unknown>;
  onClose: () => void;
}

/** Says what returning to the inherited template will do. */
export function ResetDialog({ kind, partnerName, onReset, onClose }: ResetDialogProps) {
  const submission = useSubmit();
  const what = sayKind(kind).toLowerCase();
  const reset = async () => {
    if (await submission.submit(onReset)) onClose();
  };
  return (
    <FormDialog
      title="Reset to the inherited template"
      submitLabel="Reset template"
      cancelLabel="Keep this one"
      submission={submission}
      onSubmit={() => void reset()}
      onClose={onClose}
      failure="The template stays as it is."
      width="xs"
    >
      <Box>
        From now on the {what} of {partnerName}, and of those below that inherit it,{' '}
        {isMail(kind) ? 'is written' : 'is printed'} with the template of the nearest partner above
        that set one, or with the built-in one.
      </Box>
      <Box>
        {isMail(kind)
          ? 'Mails already sent stay as they are.'
          : 'Documents already issued keep the look they were printed with.'}{' '}
        The one set here stays in the history and can be brought back.
      </Box>
    </FormDialog>
  );
}
