import { Button } from '@mui/material';
import { Link } from 'react-router-dom';
import { EmptyState } from '../EmptyState.tsx';
import { apiErrorOf, ErrorState } from '../ErrorState.tsx';

export interface RecordFailureProps {
  /** What it is: "tariff". */
  kind: string;
  /** Where the others are. */
  back: { label: string; to: string };
  error: unknown;
  onRetry: () => void;
}

/** Whether the server said that there is no such record, instead of failing. */
export const isMissing = (error: unknown): boolean => apiErrorOf(error)?.code === 'NOT_FOUND';

/**
 * Why a record does not stand here: it does not exist, or it could not be loaded just now. The
 * address stays, so that it can be tried again.
 */
export function RecordFailure({ kind, back, error, onRetry }: RecordFailureProps) {
  if (!isMissing(error))
    return <ErrorState error={error} what={`The ${kind} could not be loaded.`} onRetry={onRetry} />;
  return (
    <EmptyState
      title={`This ${kind} does not exist`}
      action={
        <Button component={Link} to={back.to} variant="contained">
          Go to {back.label.toLowerCase()}
        </Button>
      }
    >
      The address may have been typed wrong, or the {kind} lies outside what you can see.
    </EmptyState>
  );
}
