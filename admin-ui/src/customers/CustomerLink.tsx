import { Box } from '@mui/material';
import { RowLink } from '../kit/list/RowLink.tsx';

interface CustomerLinkProps {
  customer: { id: string; number: number; name: string };
  tab?: string;
}

/** The way to a customer from a table's cell; the number tells two of one name apart. */
export function CustomerLink({ customer, tab }: CustomerLinkProps) {
  return (
    <>
      <RowLink to={`/customers/${customer.id}/show${tab ? `?tab=${tab}` : ''}`}>
        {customer.name}
      </RowLink>{' '}
      <Box component="span" sx={{ color: 'text.secondary', fontVariantNumeric: 'tabular-nums' }}>
        #{customer.number}
      </Box>
    </>
  );
}
