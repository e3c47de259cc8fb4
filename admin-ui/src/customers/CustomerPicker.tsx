import { useEffect, useState } from 'react';
import { Autocomplete, Box, TextField } from '@mui/material';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import type { CustomerChoicesQuery as Choices } from '../generated/graphql.ts';
import { Money, StatusChip, useCan, usePartnerScope } from '../kit/index.ts';
import { CustomerChoiceQuery, CustomerChoicesQuery } from './api.ts';

export type CustomerChoice = Choices['customers']['nodes'][number];

interface CustomerPickerProps {
  value: CustomerChoice | null;
  onChange: (customer: CustomerChoice | null) => void;
  error?: string | undefined;
  autoFocus?: boolean;
}

/** Finds a customer by name, number or e-mail while you type. */
export function CustomerPicker({ value, onChange, error, autoFocus }: CustomerPickerProps) {
  const { partnerId } = usePartnerScope();
  const seesContact = useCan('customers:read');
  const [typed, setTyped] = useState('');
  const [search, setSearch] = useState('');
  useEffect(() => {
    const soon = setTimeout(() => setSearch(typed), 200);
    return () => clearTimeout(soon);
  }, [typed]);
  const { data, isFetching } = useQuery({
    queryKey: ['customers', 'choices', partnerId, search],
    queryFn: async () =>
      (await request(CustomerChoicesQuery, { search: search || null, partnerId })).customers.nodes,
    placeholderData: keepPreviousData,
  });
  return (
    <Autocomplete<CustomerChoice>
      value={value}
      onChange={(_, chosen) => onChange(chosen)}
      onInputChange={(_, text, reason) => setTyped(reason === 'input' ? text : '')}
      options={data ?? []}
      loading={isFetching}
      // The server has searched already; it also knows numbers and e-mails that the label doesn't show.
      filterOptions={(options) => options}
      getOptionLabel={(customer) => `${customer.name} #${customer.number}`}
      getOptionKey={(customer) => customer.id}
      isOptionEqualToValue={(option, chosen) => option.id === chosen.id}
      noOptionsText="Nobody found"
      size="small"
      renderOption={({ key, ...props }, customer) => (
        <Box
          component="li"
          key={key}
          {...props}
          sx={{ '&&': { display: 'flex', gap: 1.5, justifyContent: 'space-between' } }}
        >
          <Box sx={{ minWidth: 0 }}>
            <Box sx={{ overflowWrap: 'anywhere' }}>
              {customer.name}{' '}
              <Box component="span" sx={{ color: 'text.secondary' }}>
                #{customer.number}
              </Box>
            </Box>
            <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
              {customer.partner.name}
            </Box>
          </Box>
          <Box sx={{ display: 'grid', justifyItems: 'end', gap: 0.25, flexShrink: 0 }}>
            <Money amount={customer.balance} currency={customer.currency} warnBelowZero />
            {customer.status !== 'ACTIVE' && <StatusChip status={customer.status} />}
          </Box>
        </Box>
      )}
      renderInput={(params) => (
        <TextField
          {...params}
          label="Customer"
          name="customerId"
          required
          autoFocus={autoFocus ?? false}
          error={Boolean(error)}
          helperText={error ?? ''}
          placeholder={seesContact ? 'Name, number or e-mail' : 'Name or number'}
        />
      )}
    />
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
