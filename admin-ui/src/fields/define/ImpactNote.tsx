import { Alert } from '@mui/material';
import { ErrorState } from '../../kit/ErrorState.tsx';
import { useLocale } from '../../kit/locale.ts';
import type { Entity } from '../api.ts';
import { sayImpact, type Impact } from './useImpact.ts';

interface ImpactNoteProps {
  entity: Entity;
  /** Null while it is being counted. */
  impact: Impact | null;
  error: Error | null;
  onRetry: () => void;
}

/** How many records a change touches, said before it is made. */
export function ImpactNote({ entity, impact, error, onRetry }: ImpactNoteProps) {
  const locale = useLocale();
  if (error)
    return (
      <ErrorState
        error={error}
        what="It could not be counted how many records this touches."
        onRetry={onRetry}
      />
    );
  const touched = impact !== null && impact.missing + impact.outdated > 0;
  return (
    <Alert severity={touched ? 'warning' : 'info'} variant="outlined" role="status">
      {impact
        ? sayImpact(entity, impact, locale).map((said) => <div key={said}>{said}</div>)
        : 'Counting the records this touches …'}
    </Alert>
  );
}
