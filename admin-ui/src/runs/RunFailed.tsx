import { Alert, AlertTitle, Box, Button, Link } from '@mui/material';
import { Link as RouterLink } from 'react-router-dom';
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
        {!run.fromAbove && <WhatNow run={run} />}
      </Alert>
      <FormError error={submission.error} failure="The run could not be started again." />
    </Box>
  );
}

/** What can be done about it, as far as the server allows it. */
function WhatNow({ run }: { run: RunDetailFragment }) {
  const locale = useLocale();
  const confirming = isConfirmation(run);
  const billed = confirming && run.processed > 0;
  const ways = [
    billed
      ? 'Retry goes on with the others; nobody is billed twice.'
      : 'Retry goes on where it stopped.',
    billed
      ? 'It can no longer be previewed again or deleted: those who are billed have their invoices.'
      : confirming
        ? 'Preview again works it out from how things stand now. There a customer that it stops at can be left out, with a reason: the next run takes it.'
        : 'Preview again begins anew, from how things stand now.',
  ];
  return (
    <Box sx={{ marginBlockStart: 1, color: 'text.secondary' }}>
      {billed
        ? `${formatNumber(run.processed, locale)} of ${countOf(run.candidates, 'customer is', 'customers are', locale)} billed.`
        : 'Nothing was charged.'}
      <Box component="ul" sx={{ marginBlock: 0.5, paddingInlineStart: 2.5 }}>
        {ways.map((way) => (
          <li key={way}>{way}</li>
        ))}
        <li>
          If it stops for the same reason again, mend that first: the{' '}
          <Link component={RouterLink} to="/settings/finance">
            number formats and money settings
          </Link>
          , or the{' '}
          <Link component={RouterLink} to="/customers">
            customer
          </Link>{' '}
          that it names.
        </li>
      </Box>
    </Box>
  );
}
