import { useId, useState, type ReactNode } from 'react';
import {
  Box,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  useMediaQuery,
  useTheme,
} from '@mui/material';
import { AskPlace } from './askPlace.ts';
import { FormError } from './FormError.tsx';
import { SentForm } from './SentForm.tsx';
import { useReturnFocus } from './useReturnFocus.ts';
import type { Submission } from './useSubmit.ts';

interface FormDialogProps {
  title: string;
  /** The verb with its object: "Record 120.00"; null while there is nothing to do but look. */
  submitLabel: string | null;
  busyLabel?: string;
  submission: Submission;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
  /** For what takes something away. */
  danger?: boolean;
  disabled?: boolean;
  width?: 'xs' | 'sm' | 'md';
  cancelLabel?: string;
  /** What failed, for the message above the buttons: "The payment was not recorded." */
  failure: string;
}

/** A dialog that is a form: Enter sends it, a refusal stays on the field that caused it, and nothing typed is lost. */
export function FormDialog({
  title,
  submitLabel,
  busyLabel,
  submission,
  onSubmit,
  onClose,
  children,
  danger,
  disabled,
  width = 'sm',
  cancelLabel = 'Cancel',
  failure,
}: FormDialogProps) {
  const titleId = useId();
  const theme = useTheme();
  const phone = useMediaQuery(theme.breakpoints.down('sm'));
  const { busy, error, fields } = submission;
  const [askPlace, setAskPlace] = useState<HTMLElement | null>(null);
  useReturnFocus();

  return (
    <Dialog
      open
      onClose={busy ? undefined : onClose}
      fullWidth
      maxWidth={width}
      fullScreen={phone}
      aria-labelledby={titleId}
    >
      <SentForm
        onSubmit={onSubmit}
        fields={fields}
        sx={{ display: 'flex', flexDirection: 'column', minHeight: 0, flex: '1 1 auto' }}
      >
        <DialogTitle id={titleId}>{title}</DialogTitle>
        <DialogContent
          sx={{
            display: 'grid',
            gridTemplateColumns: 'minmax(0, 1fr)',
            gap: 2,
            alignContent: 'start',
            '&&': { paddingBlockStart: 1 },
          }}
        >
          <AskPlace.Provider value={askPlace}>{children}</AskPlace.Provider>
          <FormError error={error} failure={failure} />
        </DialogContent>
        <Box
          ref={setAskPlace}
          sx={{
            paddingInline: 3,
            borderBlockStart: '1px solid',
            borderColor: 'divider',
            '&:empty': { display: 'none' },
          }}
        />
        <DialogActions sx={{ paddingInline: 3, paddingBlockEnd: 2.5, gap: 1 }}>
          <Button onClick={onClose} disabled={busy} color="inherit">
            {cancelLabel}
          </Button>
          {submitLabel !== null && (
            <Button
              type="submit"
              variant="contained"
              color={danger ? 'error' : 'primary'}
              disabled={busy || disabled}
              sx={{ fontVariantNumeric: 'tabular-nums' }}
            >
              {busy ? (busyLabel ?? submitLabel) : submitLabel}
            </Button>
          )}
        </DialogActions>
      </SentForm>
    </Dialog>
  );
}
