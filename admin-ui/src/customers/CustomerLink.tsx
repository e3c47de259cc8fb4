import { Link as RouterLink } from 'react-router-dom';
import { Link } from '@mui/material';

interface CustomerLinkProps {
  customer: { id: string; name: string };
  tab?: string;
}

/** The way to a customer from a table's cell: quiet, because every row has one, and not a click on the row itself. */
export function CustomerLink({ customer, tab }: CustomerLinkProps) {
  return (
    <Link
      component={RouterLink}
      to={`/customers/${customer.id}/show${tab ? `?tab=${tab}` : ''}`}
      onClick={(event) => event.stopPropagation()}
      color="inherit"
      underline="hover"
      sx={{ fontWeight: 400, overflowWrap: 'anywhere' }}
    >
      {customer.name}
    </Link>
  );
}
