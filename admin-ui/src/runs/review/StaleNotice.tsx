import { Alert, AlertTitle, Box } from '@mui/material';
import { instantInWords } from '@backhaul/domain/schedule/automationWords';
import type { RunDetailFragment } from '../../generated/graphql.ts';
import { useSentenceLocale } from '../../kit/index.ts';
import { withDates } from '@backhaul/design';
import { StaleChanges } from './StaleChanges.tsx';
import { useLiveCare, useRunCare } from './useRunCare.ts';

const wide = {
  alignItems: 'flex-start',
  '& .MuiAlert-message': { overflowWrap: 'anywhere', flex: 1, minWidth: 0 },
};

/**
 * Whoever looks at a preview that no longer holds, is unusual, or confirms by itself, sees it, and why, before deciding
 * anything by it.
 */
export function StaleNotice({ run }: { run: RunDetailFragment }) {
  useLiveCare(run);
  const { data } = useRunCare(run);
  const locale = useSentenceLocale();
  if (!data) return null;
  return (
    <>
      {data.confirmAt && (
        <Alert severity="info" variant="outlined" role="status" sx={wide}>
          It confirms by itself on{' '}
          {instantInWords(new Date(data.confirmAt), run.partners[0]?.timeZone ?? 'UTC')} (the
          partner’s time), unless somebody confirms or deletes it before.
          {data.stale && ' As it no longer holds, it is then previewed again, and waits an hour.'}
        </Alert>
      )}
      {data.stale && (
        <Alert severity="warning" variant="outlined" role="group" sx={wide}>
          <AlertTitle role="status">This preview no longer holds</AlertTitle>
          <StaleChanges run={run} stale={data.stale} />
          <Box sx={{ marginBlockStart: 1 }}>
            {run.fromAbove
              ? 'It is not confirmed like this: the partner above you that made it previews it again first.'
              : 'Preview again to see what would be issued now; customers you excluded stay excluded.'}
          </Box>
        </Alert>
      )}
      {data.warnings.length > 0 && (
        <Alert severity="warning" variant="outlined" role="status" sx={wide}>
          <AlertTitle>Unusual about this run</AlertTitle>
          {data.warnings.map((warning) => (
            <Box key={warning.message}>{withDates(warning.message, locale)}</Box>
          ))}
        </Alert>
      )}
    </>
  );
}
