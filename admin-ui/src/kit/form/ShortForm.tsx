import type { ReactNode } from 'react';
import { Box, Button } from '@mui/material';
import { FormError } from './FormError.tsx';
import { SentForm } from './SentForm.tsx';
import type { Submission } from './useSubmit.ts';

interface ShortFormProps {
  submission: Submission;
  onSubmit: () => void;
  /** What the button does: "Change password". */
  save: string;
  /** "Your password was not changed." */
  failure: string;
  /** The button as wide as the form, where nothing else is on the page. */
  wide?: boolean;
  children: ReactNode;
}

/** A few inputs and a button, where a page has no more than that. */
export function ShortForm({ submission, onSubmit, save, failure, wide, children }: ShortFormProps) {
  return (
    <SentForm onSubmit={onSubmit} fields={submission.fields} sx={{ display: 'grid', gap: 2 }}>
      {children}
      <FormError error={submission.error} failure={failure} />
      <Box sx={{ display: 'grid', ...(wide ? {} : { justifyContent: 'start' }) }}>
        <Button type="submit" variant="contained" loading={submission.busy} sx={{ minHeight: 42 }}>
          {save}
        </Button>
      </Box>
    </SentForm>
  );
}
