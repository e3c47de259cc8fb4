import { useState } from 'react';
import { Box, Button, Link } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Link as RouterLink } from 'react-router-dom';
import { formatMoney, withDates } from '@backhaul/design';
import { countOf } from '@backhaul/domain/text/plural';
import { request } from '../../api/client.ts';
import type { RunCareFragment, RunDetailFragment } from '../../generated/graphql.ts';
import { ErrorState, useLocale } from '../../kit/index.ts';
import { RunStaleQuery } from '../api.ts';
import { LineChanges } from './LineChanges.tsx';

type Stale = NonNullable<RunCareFragment['stale']>;
type StaleCustomer = Stale['customers'][number];

/** As many as the server names at once. */
const MOST = 1000;

interface StaleChangesProps {
  run: RunDetailFragment;
  /** With the first customers by name. */
  stale: Stale;
}

/** What changed since a preview: the partners, how many customers, and the first of them; the others on request. */
export function StaleChanges({ run, stale }: StaleChangesProps) {
  const locale = useLocale();
  const [open, setOpen] = useState(false);
  const all = useQuery({
    queryKey: ['billing-runs', run.id, 'care', run.fingerprint, 'all', stale.count],
    queryFn: async () =>
      (await request(RunStaleQuery, { id: run.id, named: MOST })).billingRun.stale,
    enabled: open,
  });
  const customers = (open && all.data?.customers) || stale.customers;
  const more = stale.count - customers.length;
  return (
    <>
      {stale.tree.map((sentence) => (
        <Box key={sentence}>{sentence}</Box>
      ))}
      {stale.count > 0 && (
        <Box sx={{ fontWeight: 600 }}>
          {countOf(stale.count, 'customer', 'customers', locale)} changed since.
        </Box>
      )}
      {customers.length > 0 && (
        <Box
          component="ul"
          tabIndex={open ? 0 : undefined}
          aria-label="Customers who changed"
          sx={{
            margin: 0,
            paddingInlineStart: 2.5,
            fontVariantNumeric: 'tabular-nums',
            ...(open ? { maxHeight: 320, overflowY: 'auto' } : {}),
          }}
        >
          {customers.map((customer) => (
            <li key={customer.id}>
              <Link component={RouterLink} to={`/customers/${customer.id}/show`}>
                {customer.name}
              </Link>
              : {sayChanged(customer, locale)}
              <LineChanges
                changes={customer.changes}
                currency={customer.currency}
                against="in the preview"
                label={`What changed for ${customer.name}`}
              />
            </li>
          ))}
        </Box>
      )}
      {all.error && open && (
        <ErrorState
          error={all.error}
          what="The others could not be loaded."
          onRetry={() => void all.refetch()}
        />
      )}
      {more > 0 && open && all.data && <Box>and {countOf(more, 'other', 'others', locale)}.</Box>}
      {!(open && all.data) && more > 0 && (
        <Button size="small" color="inherit" onClick={() => setOpen(true)} loading={all.isFetching}>
          Show all {countOf(stale.count, 'customer', 'customers', locale)}
        </Button>
      )}
    </>
  );
}

/** "€600.00 instead of €100.00"; why stands below where it is a matter of lines. */
function sayChanged(
  { currency, now, before, changes, why }: StaleCustomer,
  locale: string,
): string {
  if (now === null) return `no longer charged (${withDates(why, locale)})`;
  const amount = formatMoney(now, currency, locale);
  if (before === null) return `${amount}, ${why}`;
  if (now !== before) return `${amount} instead of ${formatMoney(before, currency, locale)}`;
  return changes.length > 0 ? `${amount} as before` : why;
}
