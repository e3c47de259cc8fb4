import { Box } from '@mui/material';
import { Money } from '../kit/index.ts';

interface RunTotalsProps {
  totals: readonly { amount: string; currency: string }[];
  strong?: boolean;
}

/** One amount per currency, below each other. */
export function RunTotals({ totals, strong }: RunTotalsProps) {
  if (totals.length === 0)
    return (
      <Box component="span" sx={{ display: 'block', textAlign: 'end', color: 'text.secondary' }}>
        –
      </Box>
    );
  return (
    <Box component="span" sx={{ display: 'block' }}>
      {totals.map(({ amount, currency }) => (
        <Money key={currency} amount={amount} currency={currency} strong={strong ?? false} />
      ))}
    </Box>
  );
}
