import { Box } from '@mui/material';
import type { CustomerRowFragment } from '../generated/graphql.ts';
import { DateText } from '../kit/index.ts';
import { billedNext } from './billedNext.ts';

/** When a customer is billed next; nothing where nobody will be, and that it is the last time where it is. */
export function BilledNext({ customer }: { customer: CustomerRowFragment }) {
  const { on, lastTime } = billedNext(customer);
  return (
    <>
      <DateText date={on} />
      {lastTime && <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>a last time</Box>}
    </>
  );
}
