import { useState } from 'react';
import { Box, Checkbox, FormControlLabel } from '@mui/material';
import { addDecimals } from '@backhaul/domain/money/decimals';
import { useQuery } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import { CustomerPicker, useCustomerChoice, type CustomerChoice } from '../customers/index.ts';
import { MoneyField } from '../kit/form/Fields.tsx';
import { readDecimal } from '../kit/decimal.ts';
import { DateText, Money, useCan } from '../kit/index.ts';
import { DueInvoicesQuery } from './api.ts';
import type { Part } from './parts.ts';

interface PartFieldsProps {
  part: Part;
  currency: string;
  errors: Readonly<Record<string, string>>;
  autoFocus: boolean;
  onChange: (change: Partial<Part>) => void;
}

/** Who paid a part of an entry, how much, and for which invoices. */
export function PartFields({ part, currency, errors, autoFocus, onChange }: PartFieldsProps) {
  const { key, customer, amount } = part;
  const [picked, setPicked] = useState<CustomerChoice | null>(null);
  const known = useCustomerChoice(customer && customer.id !== picked?.id ? customer.id : null);
  const choose = (next: CustomerChoice | null) => {
    setPicked(next);
    onChange({ customer: next, invoiceIds: [] });
  };
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: { sm: 'minmax(0, 1fr) 160px' } }}>
        <CustomerPicker
          value={customer && (customer.id === picked?.id ? picked : known)}
          onChange={choose}
          autoFocus={autoFocus}
          currency={currency}
        />
        <MoneyField
          name={`amount-${key}`}
          label="Amount"
          value={amount}
          currency={currency}
          onChange={(next) => onChange({ amount: next })}
          errors={errors}
        />
      </Box>
      {customer && (
        <DueInvoices key={customer.id} part={part} currency={currency} onChange={onChange} />
      )}
    </Box>
  );
}

type DueInvoicesProps = Pick<PartFieldsProps, 'part' | 'currency' | 'onChange'>;

/** What is due of the customer, to choose among; the sum of what is chosen stands beside the amount. */
function DueInvoices({
  part: { customer, amount, invoiceIds },
  currency,
  onChange,
}: DueInvoicesProps) {
  const mayRead = useCan('invoices:read');
  const customerId = customer?.id ?? '';
  const { data } = useQuery({
    queryKey: ['bank-due', customerId],
    queryFn: async () => (await request(DueInvoicesQuery, { customerId })).invoices,
    enabled: mayRead,
    gcTime: 0,
  });
  if (!data) return null;
  const nodes = data.nodes.filter((invoice) => invoice.currency === currency);
  if (!nodes.length)
    return <Box sx={{ color: 'text.secondary' }}>Nothing is due: it goes to the balance.</Box>;
  const chosen = nodes.filter(({ id }) => invoiceIds.includes(id));
  return (
    <Box component="fieldset" sx={{ border: 0, margin: 0, padding: 0, minWidth: 0 }}>
      <Box component="legend" sx={{ padding: 0, color: 'text.secondary' }}>
        For which invoices of {customer?.name}; none chosen: the oldest due first
      </Box>
      <Box sx={{ maxHeight: 220, overflowY: 'auto' }}>
        {nodes.map(({ id, number, dueDate, due }) => (
          <FormControlLabel
            key={id}
            sx={{ display: 'flex', '& .MuiFormControlLabel-label': { flex: 1, minWidth: 0 } }}
            control={
              <Checkbox
                size="small"
                checked={invoiceIds.includes(id)}
                onChange={({ target }) =>
                  onChange({
                    // in the order in which they stand, which is that in which they are paid
                    invoiceIds: nodes
                      .map((each) => each.id)
                      .filter((each) => (each === id ? target.checked : invoiceIds.includes(each))),
                  })
                }
              />
            }
            label={
              <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2 }}>
                <Box sx={{ flex: '1 1 120px', overflowWrap: 'anywhere' }}>{number}</Box>
                <Box sx={{ color: 'text.secondary' }}>
                  due <DateText date={dueDate} />
                </Box>
                <Box>
                  <Money amount={due} currency={currency} inline />
                </Box>
              </Box>
            }
          />
        ))}
      </Box>
      {data.totalCount > data.nodes.length && (
        <Box sx={{ color: 'text.secondary' }}>
          And {data.totalCount - data.nodes.length} later ones.
        </Box>
      )}
      {chosen.length > 0 && (
        <Box role="status">
          <Money
            amount={addDecimals(chosen.map(({ due }) => due))}
            currency={currency}
            inline
            strong
          />{' '}
          due on what is chosen, of{' '}
          <Money amount={readDecimal(amount) ?? '0'} currency={currency} inline />
        </Box>
      )}
    </Box>
  );
}
