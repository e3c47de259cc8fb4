import { Box } from '@mui/material';
import { Money } from '../kit/index.ts';

/** What the lines of a document come to while they are typed. */
export function EstimateBox({
  amounts,
  currency,
  reverseCharge,
}: {
  amounts: { net: string; tax: string; total: string };
  currency: string;
  /** The customer owes the tax itself. */
  reverseCharge?: boolean;
}) {
  return (
    <Box
      role="status"
      sx={{
        justifySelf: 'end',
        minWidth: 280,
        display: 'grid',
        gridTemplateColumns: '1fr auto',
        columnGap: 3,
        rowGap: 0.5,
      }}
    >
      <span>Net, about</span>
      <Money amount={amounts.net} currency={currency} />
      <span>Tax, about</span>
      <Money amount={amounts.tax} currency={currency} />
      <Box component="span" sx={{ fontWeight: 600 }}>
        Estimated total
      </Box>
      <Money amount={amounts.total} currency={currency} strong />
      <Box
        sx={{
          gridColumn: '1 / -1',
          color: 'text.secondary',
          fontSize: '0.8125rem',
          maxWidth: '40ch',
        }}
      >
        {reverseCharge
          ? 'Reverse charge: the customer owes the tax of what is taxed, and the document says so.'
          : 'Tax is rounded by the partner’s rule when the invoice is made; that amount counts.'}
      </Box>
    </Box>
  );
}
