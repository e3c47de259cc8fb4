import { useState } from 'react';
import { Alert, Box } from '@mui/material';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNotify } from 'react-admin';
import { formatDate, formatMoney } from '@backhaul/design';
import { request } from '../api/client.ts';
import type { CustomerDetailFragment } from '../generated/graphql.ts';
import { LinesTable } from './LinesTable.tsx';
import { useDocumentWarnings } from '../printing/index.ts';
import { BlockSkeleton, ErrorState, useLocale, Warnings } from '../kit/index.ts';
import type { ActionDialogProps } from '../kit/office/useActions.tsx';
import { ChargeCustomer, UpcomingChargeQuery } from './api.ts';
import { isLocalDate } from '@backhaul/domain/time/calendar';
import { Field } from '../kit/form/Fields.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useRefresh } from '../kit/form/useRefresh.ts';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { useToday } from '../kit/scope/useToday.ts';

/** A recurring charge for one customer outside any run, seen before it is made. */
export function ChargeDialog({
  record: customer,
  onClose,
}: ActionDialogProps<CustomerDetailFragment>) {
  const locale = useLocale();
  const notify = useNotify();
  const refresh = useRefresh();
  const today = useToday();
  const [date, setDate] = useState(today);
  const submission = useSubmit();
  const preview = useQuery({
    queryKey: ['customers', customer.id, 'upcoming', date],
    queryFn: async () =>
      (await request(UpcomingChargeQuery, { id: customer.id, date })).customer.upcomingCharge,
    enabled: isLocalDate(date),
    placeholderData: keepPreviousData,
  });
  const upcoming = preview.data ?? null;
  const total = upcoming && formatMoney(upcoming.total, upcoming.currency, locale);
  const asked = useDocumentWarnings(upcoming ? customer.id : null, date, upcoming?.warnings);
  const charge = async () => {
    const done = await submission.submit(async () => {
      const { chargeCustomer } = await request(ChargeCustomer, { customerId: customer.id, date });
      notify(
        chargeCustomer?.number
          ? `Invoice ${chargeCustomer.number} issued.`
          : `${customer.name} was charged.`,
        { type: 'success' },
      );
      void refresh();
    });
    if (done) onClose();
  };
  return (
    <FormDialog
      title={`Charge ${customer.name} now`}
      submitLabel={total ? `Charge ${total}` : 'Charge'}
      busyLabel="Charging"
      disabled={!upcoming || preview.isPlaceholderData || asked.blocked}
      submission={submission}
      onSubmit={() => void charge()}
      onClose={onClose}
      failure="Nothing was charged."
      width="md"
    >
      <Box sx={{ maxWidth: 220 }}>
        <Field
          name="date"
          label="As of"
          type="date"
          value={date}
          onChange={setDate}
          errors={submission.fields}
          required
        />
      </Box>
      {preview.error && (
        <ErrorState
          error={preview.error}
          what="What would be charged could not be worked out."
          onRetry={() => void preview.refetch()}
        />
      )}
      {preview.isPending && isLocalDate(date) && <BlockSkeleton lines={4} />}
      {preview.data === null && !preview.isPlaceholderData && (
        <Alert severity="info" variant="outlined">
          There is nothing to charge as of this date: every service is charged already, or none is
          running.
        </Alert>
      )}
      {upcoming && (
        <>
          <Box sx={{ overflowX: 'auto', marginInline: -1 }}>
            <LinesTable
              lines={upcoming.lines}
              currency={upcoming.currency}
              label="What will be charged"
            />
          </Box>
          <Box
            role="status"
            sx={{ display: 'flex', flexWrap: 'wrap', justifyContent: 'space-between', gap: 1 }}
          >
            <span>
              Dated {formatDate(upcoming.documentDate, locale)}, to be paid by{' '}
              {formatDate(upcoming.dueDate, locale, { weekday: true })}
            </span>
            <Box component="strong" sx={{ fontVariantNumeric: 'tabular-nums' }}>
              Total {total}
            </Box>
          </Box>
          {upcoming.waiting.map((words) => (
            <Alert key={words} severity="info" variant="outlined">
              {words}
            </Alert>
          ))}
          <Warnings asked={asked} goOn="Yes, charge it like this" />
        </>
      )}
    </FormDialog>
  );
}
