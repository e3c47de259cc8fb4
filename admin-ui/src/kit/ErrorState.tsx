import { Alert, Box, Button } from '@mui/material';
import { HttpError } from 'react-admin';
import { ApiError, sayError } from '../api/errors.ts';

interface ErrorStateProps {
  error: unknown;
  /** What could not be done: "The invoices could not be loaded." */
  what: string;
  onRetry?: () => void;
  /** What the button says. */
  retry?: string;
}

/** What the server said, however it came here. */
export function apiErrorOf(error: unknown): ApiError | null {
  if (error instanceof ApiError) return error;
  const body: unknown = error instanceof HttpError ? error.body : null;
  if (typeof body !== 'object' || body === null || !('cause' in body)) return null;
  return body.cause instanceof ApiError ? body.cause : null;
}

/** What happened, what to do, and a number to quote; never anything technical. */
export function ErrorState({ error, what, onRetry, retry = 'Try again' }: ErrorStateProps) {
  const api = apiErrorOf(error);
  const said = api?.message ?? sayError(error);
  return (
    <Alert
      severity="error"
      variant="outlined"
      action={
        onRetry && (
          <Button color="inherit" size="small" onClick={onRetry}>
            {retry}
          </Button>
        )
      }
    >
      <strong>{what}</strong> {said}
      {api?.correlationId && !said.includes(api.correlationId) && (
        <Box sx={{ marginBlockStart: 0.5, fontSize: '0.8125rem' }}>
          If it goes on, quote{' '}
          <Box component="code" sx={{ userSelect: 'all' }}>
            {api.correlationId}
          </Box>{' '}
          to support.
        </Box>
      )}
    </Alert>
  );
}
