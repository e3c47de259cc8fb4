import { useState } from 'react';
import { Box, Button, Skeleton } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useListContext, useNotify } from 'react-admin';
import { formatNumber } from '@backhaul/design';
import { countOf } from '@backhaul/domain/text/plural';
import { request } from '../api/client.ts';
import { apiFilter } from '../api/dataProvider.ts';
import type { InvoiceFilter, ReminderPlanQuery } from '../generated/graphql.ts';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useRefresh } from '../kit/form/useRefresh.ts';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { ErrorState, Money, useLocale } from '../kit/index.ts';
import { useScopeFilter } from '../kit/scope/partnerScope.ts';
import { ReminderPlanOf, SendReminders } from './api.ts';

/** Reminds of everything unpaid or partly paid that the list's filters find, whatever page is open. */
export function RemindFound() {
  const { filterValues, total } = useListContext();
  const scope = useScopeFilter();
  const [asking, setAsking] = useState(false);
  const filter = apiFilter({}, { ...(filterValues as Record<string, unknown>), ...scope });
  return (
    <>
      <Button variant="outlined" disabled={!total} onClick={() => setAsking(true)}>
        Remind of unpaid
      </Button>
      {asking && <RemindFoundDialog filter={filter} onClose={() => setAsking(false)} />}
    </>
  );
}

type Plan = ReminderPlanQuery['reminderPlan'];

/** Says how many customers, invoices and how much, and who is left out and why, before anything goes. */
function RemindFoundDialog({ filter, onClose }: { filter: InvoiceFilter; onClose: () => void }) {
  const locale = useLocale();
  const notify = useNotify();
  const refresh = useRefresh();
  const submission = useSubmit();
  const { data, error, refetch } = useQuery({
    queryKey: ['messages', 'reminder-plan', filter],
    queryFn: async () => (await request(ReminderPlanOf, { filter })).reminderPlan,
    // what is confirmed is what was looked at just now
    staleTime: 0,
    gcTime: 0,
  });
  const send = async (plan: Plan) => {
    const done = await submission.submit(async () => {
      const { fingerprint } = plan;
      const { sendReminders } = await request(SendReminders, { filter, fingerprint });
      const whom = countOf(sendReminders, 'customer', 'customers', locale);
      notify(`${whom} will get a reminder.`, { type: 'success' });
      void refresh();
    });
    if (done) onClose();
    else void refetch();
  };
  const whom = data && countOf(data.customers, 'customer', 'customers', locale);
  return (
    <FormDialog
      title={data?.customers === 0 ? 'Nobody to remind' : 'Remind of what is unpaid'}
      submitLabel={data?.customers ? `Remind ${whom}` : null}
      busyLabel="Sending"
      submission={submission}
      onSubmit={() => data && void send(data)}
      onClose={onClose}
      cancelLabel={data?.customers === 0 ? 'Close' : 'Cancel'}
      failure="No reminder was sent."
      width="xs"
    >
      {error ? (
        <ErrorState
          error={error}
          what="Who would be reminded could not be read."
          onRetry={() => void refetch()}
        />
      ) : data ? (
        <Said plan={data} />
      ) : (
        <Box role="status" aria-label="Loading">
          <Skeleton animation={false} />
          <Skeleton animation={false} width="60%" />
        </Box>
      )}
    </FormDialog>
  );
}

/** Why somebody is left out, after how many. */
const WHY: Readonly<Record<string, readonly [one: string, many: string]>> = {
  remindedToday: ['was reminded today already', 'were reminded today already'],
  noAddress: ['has no address for reminders', 'have no address for reminders'],
  optedOut: ['wants no reminders', 'want no reminders'],
  doNotRemind: ['is of a partner that does not remind', 'are of partners that do not remind'],
  promised: ['promised to pay', 'promised to pay'],
};

function Said({ plan: { customers, invoices, due, leftOut } }: { plan: Plan }) {
  const locale = useLocale();
  const left = Object.entries(leftOut as Record<string, number>).filter(([, n]) => n > 0);
  return (
    <>
      {customers > 0 && (
        <Box>
          {countOf(customers, 'customer', 'customers', locale)} with{' '}
          {countOf(invoices, 'unpaid invoice', 'unpaid invoices', locale)} of{' '}
          {due.map(({ amount, currency }, i) => (
            <span key={currency}>
              {i > 0 && ', '}
              <Money amount={amount} currency={currency} inline strong />
            </span>
          ))}{' '}
          due. Each gets one message, however many invoices, in the sending hours of the partner.
        </Box>
      )}
      {customers === 0 && !left.length && <Box>Nothing that was found is unpaid.</Box>}
      {left.length > 0 && (
        <Box>
          Left out:
          <Box component="ul" sx={{ marginBlock: 0.5, paddingInlineStart: 2.5 }}>
            {left.map(([reason, n]) => (
              <li key={reason}>
                {formatNumber(n, locale)} {WHY[reason]?.[n === 1 ? 0 : 1] ?? reason}
              </li>
            ))}
          </Box>
        </Box>
      )}
    </>
  );
}
