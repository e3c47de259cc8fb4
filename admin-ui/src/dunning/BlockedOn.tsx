import { Box } from '@mui/material';
import type { CustomerDetailFragment } from '../generated/graphql.ts';
import { DateText, Figure } from '../kit/index.ts';
import { useAhead } from './useAhead.ts';

/** Since when a customer is blocked, or in which night it comes to that: the one that is said below too. */
export function BlockedOn({ customer }: { customer: CustomerDetailFragment }) {
  const { data } = useAhead(customer.id);
  if (customer.blockedSince)
    return (
      <Figure label="Blocked since">
        <Box component="span" sx={{ color: 'error.main' }}>
          <DateText date={customer.blockedSince} />
        </Box>
      </Figure>
    );
  // who pays ahead is blocked when that is used up: the figure beside says when
  if (customer.prepaid) return null;
  return (
    <Figure label="Blocked on, if unpaid">
      <DateText date={data?.dunningAhead?.find(({ kind }) => kind === 'BLOCK')?.on ?? null} />
    </Figure>
  );
}
