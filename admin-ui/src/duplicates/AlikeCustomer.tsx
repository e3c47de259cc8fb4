import { Link as RouterLink } from 'react-router-dom';
import { Box, Link } from '@mui/material';
import type { AlikeShownFragment } from '../generated/graphql.ts';
import { PartnerName, StatusChip } from '../kit/index.ts';

interface AlikeCustomerProps {
  customer: AlikeShownFragment;
  /** In a tab of its own, so that what is typed here stays. */
  aside?: boolean;
}

/** Who a customer is, in what tells two of them apart: number, partner, how and where it is reached. */
export function AlikeCustomer({ customer, aside }: AlikeCustomerProps) {
  const { id, number, name, status, email, phone, street, zip, city, partner } = customer;
  const place = [street, [zip, city].filter(Boolean).join(' ')].filter(Boolean).join(', ');
  const reached = [email, phone, place].filter(Boolean).join(' · ');
  const to = `/customers/${id}/show`;
  return (
    <Box sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 1 }}>
        {aside ? (
          <Link component={RouterLink} to={to} target="_blank" rel="noopener">
            {name}
          </Link>
        ) : (
          <Link component={RouterLink} to={to}>
            {name}
          </Link>
        )}
        <Box component="span" sx={{ color: 'text.secondary', fontVariantNumeric: 'tabular-nums' }}>
          #{number}
        </Box>
        <StatusChip status={status} />
      </Box>
      <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
        <PartnerName partner={partner} />
        {reached && ` · ${reached}`}
      </Box>
    </Box>
  );
}
