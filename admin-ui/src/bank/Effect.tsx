import { useEffect, type ReactNode } from 'react';
import { Box, Link } from '@mui/material';
import { isPositive } from '@backhaul/domain/money/decimals';
import { useQuery } from '@tanstack/react-query';
import { Link as RouterLink } from 'react-router-dom';
import { request } from '../api/client.ts';
import type { PairingPartInput } from '../generated/graphql.ts';
import { causeOf, fieldsOf } from '../api/errors.ts';
import { Money, useCan } from '../kit/index.ts';
import { EffectQuery, type PostingEffect } from './api.ts';

interface EffectProps {
  entryId: string;
  currency: string;
  /** null: as the best suggestion says. */
  parts: PairingPartInput[] | null;
  /** Hears what it would do, as it stands now: what was posted meanwhile may have changed it. */
  onEffect?: (effect: PostingEffect | null) => void;
}

/** What posting would do: what is paid, the balance after it, and who is unblocked. */
export function Effect({ entryId, currency, parts, onEffect }: EffectProps) {
  const mayWrite = useCan('bank:write');
  const { data, error } = useQuery({
    queryKey: ['bank-effect', entryId, parts],
    queryFn: async () => (await request(EffectQuery, { id: entryId, parts })).bankPostingEffect,
    enabled: mayWrite,
    retry: false,
    // a figure from before another posting is a wrong one
    gcTime: 0,
  });
  const first = data?.at(0) ?? null;
  useEffect(() => onEffect?.(first), [onEffect, first]);
  if (!mayWrite) return null;
  if (error)
    return (
      <Box role="status" sx={{ color: 'text.secondary' }}>
        {whyNot(error)}
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
          {effect.takesBack ? (
            <TakesBack took={effect.takesBack} currency={currency} />
          ) : (
            <>
              {effect.settles.length === 0 && 'all of it goes to the balance'}
              <OfInvoices all={effect.settles} currency={currency} between="on" />.
            </>
          )}{' '}
          Balance after it <Money amount={effect.balanceAfter} currency={currency} inline />
          {effect.unblocks && <strong>, unblocks the customer</strong>}.
        </Box>
      ))}
    </Box>
  );
}

/** What keeps it from being posted, in a sentence. */
function whyNot(error: unknown): string {
  const [first = (causeOf(error) as Error).message] = Object.values(fieldsOf(error));
  return first.charAt(0).toUpperCase() + first.slice(1).replace(/[^.]$/, '$&.');
}

interface OfInvoicesProps {
  all: PostingEffect['settles'];
  currency: string;
  between: ReactNode;
}

/** Amounts, each with the invoice that it is of. */
function OfInvoices({ all, currency, between }: OfInvoicesProps) {
  return all.map(({ amount, invoice }, i) => (
    <Box component="span" key={invoice.id}>
      {i > 0 && ', '}
      <Money amount={amount} currency={currency} inline /> {between}{' '}
      <Link component={RouterLink} to={`/invoices/${invoice.id}/show`}>
        {invoice.number}
      </Link>
    </Box>
  ));
}

interface TakesBackProps {
  took: NonNullable<PostingEffect['takesBack']>;
  currency: string;
}

/** What a return reverses, what the bank asks for it and who bears that, and what is due again. */
function TakesBack({
  took: { payment, amount, bankFee, charged, reopens },
  currency,
}: TakesBackProps) {
  const charges = isPositive(charged);
  return (
    <>
      <Money amount={amount} currency={currency} inline /> of payment{' '}
      <Link component={RouterLink} to={`/payments/${payment.id}/show`}>
        {payment.receiptNumber}
      </Link>{' '}
      is reversed
      {reopens.length > 0 && (
        <>
          ; due again: <OfInvoices all={reopens} currency={currency} between="of" />
        </>
      )}
      .{' '}
      {bankFee !== null && (
        <>
          The bank asks <Money amount={bankFee} currency={currency} inline />
          {charges ? ', ' : ', which the customer is not charged. '}
        </>
      )}
      {charges && (
        <>
          {bankFee === null ? 'The' : 'the'} customer is charged a fee of{' '}
          <Money amount={charged} currency={currency} inline />.{' '}
        </>
      )}
    </>
  );
}
