import { RowLink } from '../kit/list/RowLink.tsx';

interface CustomerLinkProps {
  customer: { id: string; name: string };
  tab?: string;
}

/** The way to a customer from a table's cell. */
export function CustomerLink({ customer, tab }: CustomerLinkProps) {
  return (
    <RowLink to={`/customers/${customer.id}/show${tab ? `?tab=${tab}` : ''}`}>
      {customer.name}
    </RowLink>
  );
}
