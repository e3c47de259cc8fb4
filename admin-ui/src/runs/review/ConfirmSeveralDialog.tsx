import { useState } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import { Alert, Box, Link, Table, TableBody, TableCell, TableHead, TableRow } from '@mui/material';
import { useQueryClient } from '@tanstack/react-query';
import { formatMoney, formatNumber } from '@backhaul/design';
import { request } from '../../api/client.ts';
import type { ConfirmRunsMutation, RunSummaryFragment } from '../../generated/graphql.ts';
import { FormDialog } from '../../kit/form/FormDialog.tsx';
import { useSubmit } from '../../kit/form/useSubmit.ts';
import { useAsked, useLocale, Warnings } from '../../kit/index.ts';
import { countOf } from '@backhaul/domain/text/plural';
import { ConfirmRuns } from '../api.ts';
import { RunTotals } from '../RunTotals.tsx';
import { sayPartners } from '../sayPartners.ts';
import { Consequences } from './Consequences.tsx';
import { totalsOf } from './totalsOf.ts';
import { useRunEffects } from './useRunEffects.ts';

type Refused = ConfirmRunsMutation['confirmBillingRuns'];

/** Several previews confirmed in one go: whose and how much, all that it does; then what was refused. */
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
  const effects = useRunEffects(runs);
  const asked = useAsked(
    effects.known.flatMap(({ id, warnings }) => {
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
      disabled={asked.blocked || !effects.complete}
    >
      <Summary runs={runs} />
      <Consequences runs={runs} effects={effects} />
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
  const totals = totalsOf(runs);
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
        {totals.map(({ amount, currency }, at) => (
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
              {formatMoney(amount, currency, locale)}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
