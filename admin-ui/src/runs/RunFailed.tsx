import { Alert, AlertTitle, Box, Button } from '@mui/material';
import type { RunDetailFragment } from '../generated/graphql.ts';
import { request } from '../api/client.ts';
import { FormError } from '../kit/form/FormError.tsx';
import { useRefresh } from '../kit/form/useRefresh.ts';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { formatNumber } from '@backhaul/design';
import { countOf } from '@backhaul/domain/text/plural';
import { useCan, useLocale } from '../kit/index.ts';
import { RetryRun } from './api.ts';
import { isConfirmation } from './useRun.ts';

/** Why the run stopped, and the way on. */
export function RunFailed({ run }: { run: RunDetailFragment }) {
  const locale = useLocale();
  // A run that got as far as issuing goes on issuing, which is for those who may confirm.
  const confirming = isConfirmation(run);
  const mayRetry =
    useCan(confirming ? 'billing-runs:confirm' : 'billing-runs:create') && !run.fromAbove;
  const submission = useSubmit();
  const refresh = useRefresh();
  const retry = () =>
    submission.submit(async () => {
      await request(RetryRun, { id: run.id });
      await refresh();
    });
  return (
    <Box sx={{ display: 'grid', gap: 2, maxWidth: 760 }}>
      <Alert
        severity="error"
        variant="outlined"
        action={
          mayRetry && (
            <Button
              color="inherit"
              variant="outlined"
              disabled={submission.busy}
              onClick={() => void retry()}
            >
              {submission.busy ? 'Starting again' : 'Retry'}
            </Button>
          )
        }
      >
        <AlertTitle>
          {confirming ? 'Issuing stopped before the end' : 'The preview could not be finished'}
        </AlertTitle>
        {run.failure ?? 'The server gave no reason.'}
        {!run.fromAbove && (
          <Box sx={{ marginBlockStart: 1, color: 'text.secondary' }}>
            {confirming
              ? `${formatNumber(run.processed, locale)} of ${countOf(run.candidates, 'customer is', 'customers are', locale)} billed. Retry goes on with the rest; nobody is billed twice.`
              : 'Nothing was charged. Retry goes on where it stopped.'}
          </Box>
        )}
      </Alert>
      <FormError error={submission.error} failure="The run could not be started again." />
    </Box>
  );
}
