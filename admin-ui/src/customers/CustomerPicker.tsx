import { Box } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import type { CustomerChoicesQuery as Choices } from '../generated/graphql.ts';
import { Money, StatusChip, useCan, usePartnerScope } from '../kit/index.ts';
import { RecordPicker } from '../kit/pick/RecordPicker.tsx';
import { CustomerChoiceQuery, CustomerChoicesQuery } from './api.ts';

export type CustomerChoice = Choices['customers']['nodes'][number];

interface CustomerPickerProps {
  value: CustomerChoice | null;
  onChange: (customer: CustomerChoice | null) => void;
  error?: string | undefined;
  autoFocus?: boolean;
  /** Only those who are billed in it. */
  currency?: string;
}

/** Finds a customer by name, number or e-mail while you type. */
export function CustomerPicker({ currency, ...props }: CustomerPickerProps) {
  const { partnerId } = usePartnerScope();
  const seesContact = useCan('customers:read');
  return (
    <RecordPicker<CustomerChoice>
      {...props}
      label="Customer"
      name="customerId"
      required
      queryKey={['customers', 'choices', partnerId, currency]}
      find={async (search) =>
        (await request(CustomerChoicesQuery, { search, partnerId, currency })).customers.nodes
      }
      labelOf={(customer) => `${customer.name} #${customer.number}`}
      option={(customer) => <Option customer={customer} />}
      none={currency ? `Nobody found who is billed in ${currency}` : 'Nobody found'}
      placeholder={seesContact ? 'Name, number or e-mail' : 'Name or number'}
    />
  );
}

/** Whose customer it is, and how it stands: enough to tell two of one name apart. */
function Option({ customer }: { customer: CustomerChoice }) {
  return (
    <>
      <Box sx={{ minWidth: 0 }}>
        <Box sx={{ overflowWrap: 'anywhere' }}>
          {customer.name}{' '}
          <Box component="span" sx={{ color: 'text.secondary' }}>
            #{customer.number}
          </Box>
        </Box>
        <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem', overflowWrap: 'anywhere' }}>
          {[customer.email, customer.partner.name].filter(Boolean).join(' · ')}
        </Box>
      </Box>
      <Box sx={{ display: 'grid', justifyItems: 'end', gap: 0.25, flexShrink: 0 }}>
        <Money amount={customer.balance} currency={customer.currency} warnBelowZero />
        {customer.status !== 'ACTIVE' && <StatusChip status={customer.status} />}
      </Box>
    </>
  );
}

/** The customer an address names, for dialogs that open with one already chosen. */
export function useCustomerChoice(id: string | null): CustomerChoice | null {
  const { data } = useQuery({
    queryKey: ['customers', 'choice', id],
    queryFn: async () => (await request(CustomerChoiceQuery, { id: id ?? '' })).customer,
    enabled: id !== null,
  });
  return data ?? null;
}
