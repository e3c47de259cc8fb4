import { Link as RouterLink } from 'react-router-dom';
import { Alert, Link } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { isPositive } from '@backhaul/domain/money/decimals';
import { request } from '../api/client.ts';
import type { CustomerDetailFragment } from '../generated/graphql.ts';
import { Money, useCan } from '../kit/index.ts';
import { WaitingMoneyQuery } from './api.ts';

/** What of a customer's balance waits on proformas, said right below it. */
export function WaitingMoney({ customer }: { customer: CustomerDetailFragment }) {
  const sees = useCan('invoices:read');
  const { data } = useQuery({
    queryKey: ['proformas', 'waiting', customer.id, customer.balance],
    queryFn: () => request(WaitingMoneyQuery, { id: customer.id }),
    enabled: sees,
  });
  if (!data || !isPositive(data.customer.waiting)) return null;
  const { currency } = customer;
  const on = data.proformas.nodes.filter(({ paid }) => isPositive(paid));
  return (
    <Alert severity="info" variant="outlined" role="status" sx={{ marginBlockEnd: 2 }}>
      <Money amount={data.customer.waiting} currency={currency} inline strong /> of the balance
      waits, and pays nothing else:{' '}
      {on.map(({ id, number, paid, due }, at) => (
        <span key={id}>
          {at > 0 && '; '}
          <Money amount={paid} currency={currency} inline /> on proforma{' '}
          <Link component={RouterLink} to={`/proformas/${id}/show`}>
            {number}
          </Link>
          , of which <Money amount={due} currency={currency} inline /> is still to pay
        </span>
      ))}
      .
    </Alert>
  );
}
