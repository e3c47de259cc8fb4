import { Alert, AlertTitle, Box } from '@mui/material';
import type { RunDetailFragment } from '../../generated/graphql.ts';
import { useRunCare } from './useRunCare.ts';

/** Whoever looks at a preview that no longer holds, or is unusual, sees it, and why, before deciding anything by it. */
export function StaleNotice({ run }: { run: RunDetailFragment }) {
  const { data } = useRunCare(run);
  if (!data) return null;
  const wide = { '& .MuiAlert-message': { overflowWrap: 'anywhere' } };
  return (
    <>
      {data.staleBecause && (
        <Alert severity="warning" variant="outlined" role="status" sx={wide}>
          <AlertTitle>This preview no longer holds</AlertTitle>
          {data.staleBecause} Preview again to see what would be issued now; customers you excluded
          stay excluded.
        </Alert>
      )}
      {data.warnings.length > 0 && (
        <Alert severity="warning" variant="outlined" role="status" sx={wide}>
          <AlertTitle>Unusual about this run</AlertTitle>
          {data.warnings.map((warning) => (
            <Box key={warning.message}>{warning.message}</Box>
          ))}
        </Alert>
      )}
    </>
  );
}
