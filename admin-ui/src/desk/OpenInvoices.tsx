import { Box, Typography } from '@mui/material';
import { DateText, Money } from '../kit/index.ts';
import type { Found } from './api.ts';

interface OpenInvoicesProps {
  invoices: Found['openInvoices'];
  currency: string;
  /** The one that is paid; empty: the oldest due first. */
  chosen: string;
  onChoose: (id: string) => void;
}

/** What is due, each to be paid alone by choosing it. */
export function OpenInvoices({ invoices, currency, chosen, onChoose }: OpenInvoicesProps) {
  if (!invoices.length)
    return (
      <Typography sx={{ color: 'text.secondary', marginBlock: 2 }}>
        Nothing is open. What is paid all the same stays on the balance for later invoices.
      </Typography>
    );
  return (
    <Box
      role="group"
      aria-label="Open invoices"
      sx={{ display: 'grid', gap: 0.75, marginBlock: 2 }}
    >
      {invoices.map(({ id, number, dueDate, due }) => (
        <Box
          key={id}
          component="button"
          type="button"
          aria-pressed={id === chosen}
          onClick={() => onChoose(id)}
          sx={{
            display: 'flex',
            flexWrap: 'wrap',
            alignItems: 'center',
            gap: 1.5,
            minHeight: 44,
            paddingInline: 1.5,
            font: 'inherit',
            color: 'text.primary',
            textAlign: 'start',
            cursor: 'pointer',
            borderRadius: 1,
            border: '1px solid',
            borderColor: id === chosen ? 'primary.main' : 'divider',
            backgroundColor: id === chosen ? 'primary.light' : 'transparent',
          }}
        >
          <Box component="span" sx={{ fontVariantNumeric: 'tabular-nums', fontWeight: 600 }}>
            {number}
          </Box>
          <Box component="span" sx={{ color: 'text.secondary' }}>
            due <DateText date={dueDate} />
          </Box>
          <Money
            amount={due}
            currency={currency}
            strong
            inline
            sx={{ marginInlineStart: 'auto' }}
          />
        </Box>
      ))}
      <Typography variant="body2" sx={{ color: 'text.secondary' }}>
        {chosen ? 'This one is paid.' : 'The oldest is paid first; choose one to pay it alone.'}
      </Typography>
    </Box>
  );
}
