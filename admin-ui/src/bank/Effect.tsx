import { useEffect } from 'react';
import { Box, Link } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Link as RouterLink } from 'react-router-dom';
import { request } from '../api/client.ts';
import type { PairingPartInput } from '../generated/graphql.ts';
import { causeOf } from '../api/errors.ts';
import { Money, useCan } from '../kit/index.ts';
import { EffectQuery } from './api.ts';

interface EffectProps {
  entryId: string;
  currency: string;
  /** null: as the best suggestion says. */
  parts: PairingPartInput[] | null;
  /** Hears why it is the customer, as it stands now: what was posted meanwhile may have changed it. */
  onReason?: (reason: string | null) => void;
}

/** What posting would do: what is paid, the balance after it, and who is unblocked. */
export function Effect({ entryId, currency, parts, onReason }: EffectProps) {
  const mayWrite = useCan('bank:write');
  const { data, error } = useQuery({
    queryKey: ['bank-effect', entryId, parts],
    queryFn: async () => (await request(EffectQuery, { id: entryId, parts })).bankPostingEffect,
    enabled: mayWrite,
    retry: false,
    // a figure from before another posting is a wrong one
    gcTime: 0,
  });
  const reason = data?.at(0)?.reason ?? null;
  useEffect(() => onReason?.(reason), [onReason, reason]);
  if (!mayWrite) return null;
  if (error)
    return (
      <Box role="status" sx={{ color: 'text.secondary' }}>
        {String((causeOf(error) as Error).message)}
      </Box>
    );
  return (
    <Box role="status" sx={{ minHeight: 44, display: 'grid', gap: 0.5 }}>
      {data?.map((effect) => (
        <Box key={effect.customer.id}>
          <Link component={RouterLink} to={`/customers/${effect.customer.id}/show`}>
            {effect.customer.name}
          </Link>
          {': '}
          {effect.settles.length === 0 && 'all of it goes to the balance'}
          {effect.settles.map(({ amount, invoice }, i) => (
            <Box component="span" key={invoice.id}>
              {i > 0 && ', '}
              <Money amount={amount} currency={currency} inline /> on{' '}
              <Link component={RouterLink} to={`/invoices/${invoice.id}/show`}>
                {invoice.number}
              </Link>
            </Box>
          ))}
          . Balance after it <Money amount={effect.balanceAfter} currency={currency} inline />
          {effect.unblocks && <strong>, unblocks the customer</strong>}.
        </Box>
      ))}
    </Box>
  );
}
