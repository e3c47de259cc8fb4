import { useState } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import { Alert, Box, Link, Table, TableBody, TableCell, TableHead, TableRow } from '@mui/material';
import { useQueries, useQueryClient } from '@tanstack/react-query';
import { formatMoney, formatNumber } from '@backhaul/design';
import { addDecimals } from '@backhaul/domain/money/decimals';
import { request } from '../../api/client.ts';
import type { ConfirmRunsMutation, RunSummaryFragment } from '../../generated/graphql.ts';
import { FormDialog } from '../../kit/form/FormDialog.tsx';
import { useSubmit } from '../../kit/form/useSubmit.ts';
import { BlockSkeleton, ErrorState, useAsked, useLocale, Warnings } from '../../kit/index.ts';
import { countOf } from '@backhaul/domain/text/plural';
import { ConfirmRuns, RunMailsQuery } from '../api.ts';
import { RunTotals } from '../RunTotals.tsx';
import { sayPartners } from '../sayPartners.ts';
import { addMails, sayMails } from './sayMails.ts';

type Refused = ConfirmRunsMutation['confirmBillingRuns'];

/** Several previews confirmed in one go: whose, how many invoices, for how much, which mails; then what was refused. */
export function ConfirmSeveralDialog({
  runs: ready,
  onClose,
}: {
  runs: readonly RunSummaryFragment[];
  onClose: () => void;
}) {
  const locale = useLocale();
  const client = useQueryClient();
  const submission = useSubmit();
  // as they were when it opened: confirming them changes them beneath it
  const [runs] = useState(ready);
  const [refused, setRefused] = useState<Refused | null>(null);
  const checks = useQueries({
    queries: runs.map((run) => ({
      queryKey: ['billing-runs', run.id, 'mails', run.fingerprint],
      queryFn: async () => (await request(RunMailsQuery, { id: run.id })).billingRun,
    })),
  });
  const failed = checks.find((check) => check.error);
  const known = checks.flatMap((check) => check.data ?? []);
  const asked = useAsked(
    known.flatMap(({ id, warnings }) => {
      const run = runs.find((each) => each.id === id);
      return warnings.map(({ code, message }) => ({
        code,
        message: `${run ? sayPartners(run.partners) : ''}: ${message}`,
      }));
    }),
  );
  const what = sayWhatOfAll(runs, locale);
  const confirm = () =>
    void submission.submit(async () => {
      const wanted = runs.map(({ id, fingerprint }) => ({ id, fingerprint: fingerprint ?? '' }));
      const { confirmBillingRuns } = await request(ConfirmRuns, { runs: wanted });
      void client.invalidateQueries({ queryKey: ['billing-runs'] });
      const not = confirmBillingRuns.filter(({ refusal }) => refusal !== null);
      if (not.length === 0) onClose();
      else setRefused(not);
    });

  if (refused)
    return (
      <FormDialog
        title={`${countOf(refused.length, 'preview was', 'previews were', locale)} not confirmed`}
        submitLabel="Close"
        submission={submission}
        onSubmit={onClose}
        onClose={onClose}
        failure=""
        cancelLabel="Back to the previews"
      >
        {refused.length < runs.length && (
          <Box>
            {countOf(runs.length - refused.length, 'other is', 'others are', locale)} being
            confirmed now.
          </Box>
        )}
        {refused.map(({ run, refusal }) => (
          <Alert key={run.id} severity="warning" variant="outlined">
            <Link component={RouterLink} to={`/billing-runs/${run.id}/show`}>
              {sayPartners(run.partners)}
            </Link>
            : {refusal?.message}
          </Alert>
        ))}
      </FormDialog>
    );
  return (
    <FormDialog
      title={`Confirm ${what} of ${countOf(runs.length, 'preview', 'previews', locale)}`}
      submitLabel={`Confirm ${what}`}
      busyLabel="Confirming"
      submission={submission}
      onSubmit={confirm}
      onClose={onClose}
      failure="Not all of them were confirmed. Confirming again takes the rest: nobody is charged twice."
      cancelLabel="Not yet"
      disabled={asked.blocked || known.length < runs.length}
    >
      <Summary runs={runs} />
      {failed ? (
        <ErrorState
          error={failed.error}
          what="The mails could not be counted."
          onRetry={() => checks.forEach((check) => void check.refetch())}
        />
      ) : known.length < runs.length ? (
        <BlockSkeleton lines={2} />
      ) : (
        sayMails(addMails(known.map(({ mails }) => mails)), locale).map((sentence) => (
          <Box key={sentence}>{sentence}</Box>
        ))
      )}
      <Box>
        Each preview is confirmed on its own: one that no longer holds is left as it is and named.
        Numbers are given now, without gaps.
      </Box>
      <Warnings asked={asked} goOn="Yes, confirm them like this" />
    </FormDialog>
  );
}

function sayWhatOfAll(runs: readonly RunSummaryFragment[], locale: string): string {
  const sum = (key: 'invoiceCount' | 'customerCount') =>
    runs.reduce((all, run) => all + run[key], 0);
  return sum('invoiceCount') > 0
    ? countOf(sum('invoiceCount'), 'invoice', 'invoices', locale)
    : countOf(sum('customerCount'), 'charge', 'charges', locale);
}

function Summary({ runs }: { runs: readonly RunSummaryFragment[] }) {
  const locale = useLocale();
  const amounts = runs.flatMap((run) => run.total);
  const currencies = [...new Set(amounts.map(({ currency }) => currency))].sort();
  const cell = { paddingInline: 1, fontVariantNumeric: 'tabular-nums' } as const;
  return (
    <Table size="small" aria-label="What is confirmed">
      <TableHead>
        <TableRow>
          <TableCell sx={cell}>Partner</TableCell>
          <TableCell sx={cell} align="right">
            Invoices
          </TableCell>
          <TableCell sx={cell} align="right">
            Total
          </TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {runs.map((run) => (
          <TableRow key={run.id}>
            <TableCell sx={{ ...cell, overflowWrap: 'anywhere' }}>
              {sayPartners(run.partners)}
            </TableCell>
            <TableCell sx={cell} align="right">
              {formatNumber(run.invoiceCount, locale)}
            </TableCell>
            <TableCell sx={cell} align="right">
              <RunTotals totals={run.total} />
            </TableCell>
          </TableRow>
        ))}
        {currencies.map((currency, at) => (
          <TableRow key={currency}>
            <TableCell sx={{ ...cell, fontWeight: 600 }}>{at === 0 ? 'Together' : ''}</TableCell>
            <TableCell sx={{ ...cell, fontWeight: 600 }} align="right">
              {at === 0 &&
                formatNumber(
                  runs.reduce((all, run) => all + run.invoiceCount, 0),
                  locale,
                )}
            </TableCell>
            <TableCell sx={{ ...cell, fontWeight: 600, whiteSpace: 'nowrap' }} align="right">
              {formatMoney(
                addDecimals(
                  amounts.filter((each) => each.currency === currency).map(({ amount }) => amount),
                ),
                currency,
                locale,
              )}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
