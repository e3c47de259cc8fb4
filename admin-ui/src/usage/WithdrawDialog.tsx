import { useState } from 'react';
import { Alert, Box } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useNotify } from 'react-admin';
import { formatMoney } from '@backhaul/design';
import { isPositive } from '@backhaul/domain/money/decimals';
import { countOf } from '@backhaul/domain/text/plural';
import { request } from '../api/client.ts';
import type { UsageRowFragment, UsageWithdrawalQuery as Effect } from '../generated/graphql.ts';
import { Choice, Field } from '../kit/form/Fields.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useRefresh } from '../kit/form/useRefresh.ts';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { BlockSkeleton, ErrorState, useLocale } from '../kit/index.ts';
import { UsageWithdrawalQuery, WithdrawUsage } from './api.ts';

interface WithdrawDialogProps {
  records: readonly UsageRowFragment[];
  onClose: () => void;
  onWithdrawn: () => void;
}

type Which = 'ticked' | 'batch';

/** Withdraws wrong records that nothing billed yet: the ticked ones, or all that came with them. */
export function WithdrawDialog({ records, onClose, onWithdrawn }: WithdrawDialogProps) {
  const locale = useLocale();
  const notify = useNotify();
  const refresh = useRefresh();
  const [which, setWhich] = useState<Which>('ticked');
  const [reason, setReason] = useState('');
  const submission = useSubmit();
  const [batchId, ...others] = [...new Set(records.map((record) => record.batchId))];
  const input = which === 'batch' && batchId ? { batchId } : { ids: records.map(({ id }) => id) };
  const { data, error, refetch } = useQuery({
    queryKey: ['usage', 'withdrawal', input],
    queryFn: async () => (await request(UsageWithdrawalQuery, { input })).usageWithdrawal,
  });
  const said = (count: number) => countOf(count, 'record', 'records', locale);
  const withdraw = async () => {
    if (reason.trim() === '')
      return submission.refuse({ reason: 'Say why; it is kept with the records.' });
    const done = await submission.submit(async () => {
      const { withdrawUsage } = await request(WithdrawUsage, {
        input: { ...input, reason: reason.trim(), leaveBilled: true },
      });
      notify(`${said(withdrawUsage.records)} withdrawn.`, { type: 'success' });
      onWithdrawn();
      void refresh();
    });
    if (done) onClose();
  };
  return (
    <FormDialog
      danger
      title="Withdraw usage"
      submitLabel={data?.records ? `Withdraw ${said(data.records)}` : 'Withdraw'}
      busyLabel="Withdrawing"
      cancelLabel={records.length === 1 ? 'Keep it' : 'Keep them'}
      disabled={!data?.records}
      submission={submission}
      onSubmit={() => void withdraw()}
      onClose={onClose}
      failure="Nothing was withdrawn."
      width="sm"
    >
      {batchId && !others.length && (
        <Choice<Which>
          name="ids"
          label="Which"
          value={which}
          onChange={setWhich}
          choices={[
            {
              value: 'ticked',
              label: `The ${countOf(records.length, 'ticked record', 'ticked records', locale)}`,
            },
            { value: 'batch', label: 'All that came with the same file or call' },
          ]}
          errors={submission.fields}
        />
      )}
      {error && (
        <ErrorState
          error={error}
          what="What this would do could not be worked out."
          onRetry={() => void refetch()}
        />
      )}
      {!data && !error && <BlockSkeleton lines={2} />}
      {data && <WhatItDoes effect={data} />}
      <Field
        name="reason"
        label="Reason"
        value={reason}
        onChange={setReason}
        errors={submission.fields}
        help="Kept with the records, for those who work here."
        required
        autoFocus
      />
    </FormDialog>
  );
}

function WhatItDoes({ effect }: { effect: Effect['usageWithdrawal'] }) {
  const locale = useLocale();
  const { records, billed, before, customers, amounts } = effect;
  const of = countOf(customers, 'customer', 'customers', locale);
  const worth = amounts
    .filter(({ amount }) => isPositive(amount))
    .map(({ amount, currency }) => formatMoney(amount, currency, locale));
  return (
    <Box role="status" sx={{ display: 'grid', gap: 1 }}>
      {records > 0 && (
        <Box>
          {countOf(records, 'record', 'records', locale)} of {of}
          {worth.length > 0 && `, worth ${worth.join(' and ')},`} will be billed to nobody.{' '}
          {records === 1 ? 'It stays' : 'They stay'} in the list, marked as withdrawn, and this
          cannot be undone. A corrected record may come with the same source id.
        </Box>
      )}
      {billed > 0 && (
        <Alert severity="info" variant="outlined">
          {countOf(billed, 'record is', 'records are', locale)} billed already and will stay. A
          credit note on the invoice gives back what is wrong there.
        </Alert>
      )}
      {records === 0 && billed === 0 && before > 0 && (
        <Alert severity="info" variant="outlined">
          {before === 1 ? 'It was' : 'All of them were'} withdrawn before.
        </Alert>
      )}
    </Box>
  );
}
