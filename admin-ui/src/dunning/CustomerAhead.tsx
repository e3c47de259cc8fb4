import { useState } from 'react';
import { Box, Button, Card } from '@mui/material';
import { formatDate } from '@backhaul/design';
import type { CustomerDetailFragment } from '../generated/graphql.ts';
import { useCan, useLocale } from '../kit/index.ts';
import { sayNextCharge } from '../cards/index.ts';
import type { Ahead, Step } from './api.ts';
import { PromiseDialog } from './PromiseDialog.tsx';
import { useAhead } from './useAhead.ts';
import { sayStep } from './words.ts';

/** What the coming nights do to a customer that does not pay, and its promise; nothing where nothing comes. */
export function CustomerAhead({ customer }: { customer: CustomerDetailFragment }) {
  const { data } = useAhead(customer.id);
  const steps = data?.dunningAhead ?? [];
  const locale = useLocale();
  const charged = data?.autopay && sayNextCharge(data.autopay, customer.currency, locale);
  if (!data || (steps.length === 0 && !data.promiseToPay && !charged)) return null;
  return (
    <Card
      component="section"
      aria-labelledby="ahead"
      sx={{ padding: 2, marginBlockEnd: 2, display: 'grid', gap: 1 }}
    >
      <Box component="h2" id="ahead" sx={{ margin: 0, fontSize: '0.875rem', fontWeight: 600 }}>
        {charged ? 'The coming days' : 'If nothing is paid'}
      </Box>
      {charged && (
        <Box sx={{ fontVariantNumeric: 'tabular-nums', overflowWrap: 'anywhere' }}>
          {charged}.{steps.some(({ kind }) => kind !== 'PROMISE') && ' If nothing is paid:'}
        </Box>
      )}
      {data.promiseToPay && <Promised customer={customer} promise={data.promiseToPay} />}
      <Steps customer={customer} steps={steps} />
    </Card>
  );
}

function Steps({ customer, steps }: { customer: CustomerDetailFragment; steps: readonly Step[] }) {
  const locale = useLocale();
  const coming = steps.filter(({ kind }) => kind !== 'PROMISE');
  if (coming.length === 0) return null;
  return (
    <>
      <Box component="ul" sx={{ margin: 0, paddingInlineStart: 2.5, display: 'grid', gap: 0.5 }}>
        {coming.map((step) => (
          <Box
            component="li"
            key={`${step.kind} ${step.on} ${step.invoice?.id ?? ''} ${step.amount}`}
            sx={{ fontVariantNumeric: 'tabular-nums', overflowWrap: 'anywhere' }}
          >
            {sayStep(step, customer.currency, locale)}
          </Box>
        ))}
      </Box>
      {coming.some(({ amount }) => amount !== null) && (
        <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
          As it stands today. What is billed until then comes on top.
        </Box>
      )}
    </>
  );
}

function Promised({
  customer,
  promise,
}: {
  customer: CustomerDetailFragment;
  promise: NonNullable<Ahead['promiseToPay']>;
}) {
  const locale = useLocale();
  const mayPromise = useCan('dunning:promise');
  const [changing, setChanging] = useState(false);
  const until = formatDate(promise.until, locale, { weekday: true, year: false });
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
      <Box sx={{ flex: '1 1 24ch', minWidth: 0, overflowWrap: 'anywhere' }}>
        <strong>Promised to pay until {until}.</strong> Through that day nothing of this happens.{' '}
        <Box component="span" sx={{ color: 'text.secondary' }}>
          {promise.reason ? `${promise.reason} · ` : ''}
          written down by {promise.by}
        </Box>
      </Box>
      {mayPromise && (
        <Button variant="outlined" onClick={() => setChanging(true)}>
          Change the promise
        </Button>
      )}
      {changing && <PromiseDialog record={customer} onClose={() => setChanging(false)} />}
    </Box>
  );
}
