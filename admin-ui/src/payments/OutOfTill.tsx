import { Alert, Box, Button } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import { request } from '../api/client.ts';
import type { PaymentRowFragment } from '../generated/graphql.ts';
import { OwnTillQuery } from './api.ts';

/** Where cash that was taken at the desk goes back out of. */
export interface OutOfTill {
  /** Whether it is cash of the desk at all. */
  applies: boolean;
  /** The till that the viewer has open; null where it has none. */
  till: { name: string; currency: string } | null;
  /** Nothing can be handed out before a till is open. */
  missing: boolean;
}

type Paid = Pick<PaymentRowFragment, 'source' | 'method' | 'currency'>;

/** Whether money of a payment goes out of a till, and whether the viewer has the right one open. */
export function useOutOfTill({ source, method, currency }: Paid): OutOfTill {
  const applies = source === 'CASH_DESK' && method === 'CASH';
  const { data } = useQuery({
    queryKey: ['desk', 'own-till'],
    queryFn: () => request(OwnTillQuery, {}),
    enabled: applies,
  });
  const till = data?.tills.find(({ session }) => session?.mine) ?? null;
  return { applies, till, missing: data !== undefined && till?.currency !== currency };
}

/** Says which till cash is handed out of; without an open one, how to come to one. */
export function OutOfTillNotice({ from, currency }: { from: OutOfTill; currency: string }) {
  const { applies, till, missing } = from;
  if (!applies) return null;
  if (missing)
    return (
      <Alert
        severity="warning"
        variant="outlined"
        role="status"
        action={
          <Button component={Link} to="/desk" color="inherit" size="small">
            {till ? 'Go to the cash desk' : 'Open a till'}
          </Button>
        }
      >
        {till
          ? `This is ${currency}, and ${till.name}, which you have open, holds ${till.currency}: close it and open a till in ${currency}.`
          : 'Cash goes back out of a till, and you have none open.'}
      </Alert>
    );
  return (
    till && (
      <Box>
        Hand it out of the till {till.name}: it is recorded in the session that you have open there.
      </Box>
    )
  );
}
