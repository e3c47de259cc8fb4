import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { Box, type SxProps, type Theme } from '@mui/material';
import type { FieldErrors } from './useSubmit.ts';

interface SentFormProps {
  onSubmit: () => void;
  /** What is wrong with single fields: of the submission, where the server is asked. */
  fields?: FieldErrors;
  'aria-label'?: string;
  onKeyDown?: (event: KeyboardEvent) => void;
  sx?: SxProps<Theme>;
  children: ReactNode;
}

/**
 * The form element of every form: Enter sends it, the page and not the browser says what is wrong,
 * and a refusal puts the keyboard on the first field that has to be changed.
 */
export function SentForm({ onSubmit, fields, children, sx = {}, ...rest }: SentFormProps) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (Object.keys(fields ?? {}).length === 0) return;
    const field = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    field?.focus({ preventScroll: true });
    // At the edge it could be under the bar that stays at the top.
    field?.scrollIntoView({ block: 'center' });
  }, [fields]);
  return (
    <Box
      {...rest}
      component="form"
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        // A dialog's form is no part of the one that opened it.
        event.stopPropagation();
        onSubmit();
      }}
      sx={sx}
    >
      {children}
    </Box>
  );
}
