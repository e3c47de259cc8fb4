import { useEffect, useRef } from 'react';
import { Box, Button, Card, CardContent, Typography } from '@mui/material';
import { sayMethod } from '../customers/index.ts';
import { Money } from '../kit/index.ts';
import { receiptAddress } from '../printing/index.ts';
import type { Receipt } from './api.ts';
import { Key } from './Key.tsx';
import { useKeys } from './useKeys.ts';

interface TakenProps {
  receipt: Receipt;
  currency: string;
  onNext: () => void;
}

/** Money was taken: the change, large, and the receipt. */
export function Taken({ receipt, currency, onNext }: TakenProps) {
  const next = useRef<HTMLButtonElement>(null);
  useEffect(() => next.current?.focus(), []);
  const print = (roll: boolean) => () =>
    window.open(receiptAddress(receipt.id, roll), '_blank', 'noopener');
  useKeys({ p: print(true), P: print(true), a: print(false), A: print(false) });
  return (
    <Card component="section" aria-label="Taken" role="status">
      <CardContent sx={{ display: 'grid', gap: 2 }}>
        <Typography variant="h2">
          <Money amount={receipt.amount} currency={currency} inline strong /> taken of{' '}
          {receipt.customer.name}
        </Typography>
        {receipt.change !== null && (
          <Box>
            <Typography sx={{ color: 'text.secondary' }}>Change</Typography>
            <Money
              amount={receipt.change}
              currency={currency}
              strong
              sx={{ textAlign: 'start', fontSize: { xs: '3rem', sm: '4rem' }, lineHeight: 1.1 }}
            />
          </Box>
        )}
        <Typography sx={{ color: 'text.secondary' }}>
          Receipt {receipt.receiptNumber}, {sayMethod(receipt.method).toLowerCase()}. Balance now{' '}
          <Money amount={receipt.customer.balance} currency={currency} inline />.
        </Typography>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
          <Button ref={next} variant="contained" onClick={onNext} sx={{ minHeight: 44 }}>
            Next customer <Key name="Enter" />
          </Button>
          <PrintLink address={receiptAddress(receipt.id, true)} words="Print receipt" name="P" />
          <PrintLink address={receiptAddress(receipt.id, false)} words="On A4" name="A" />
        </Box>
      </CardContent>
    </Card>
  );
}

function PrintLink({ address, words, name }: { address: string; words: string; name: string }) {
  return (
    <Button
      component="a"
      href={address}
      target="_blank"
      rel="noopener"
      variant="outlined"
      sx={{ minHeight: 44 }}
    >
      {words} <Key name={name} />
    </Button>
  );
}
