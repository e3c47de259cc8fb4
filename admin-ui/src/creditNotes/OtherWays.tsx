import { useState } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import { Alert, Box, Button } from '@mui/material';
import { isPositive } from '@backhaul/domain/money/decimals';
import type { InvoiceDetailFragment } from '../generated/graphql.ts';
import { VoidDialog } from '../invoices/index.ts';
import { useCan } from '../kit/index.ts';
import { WriteOffDialog } from './WriteOffDialog.tsx';

/** Where a credit note is not the right tool: an invoice that is all wrong and unpaid, and money that will not come. */
export function OtherWays({
  invoice,
  onClose,
}: {
  invoice: InvoiceDetailFragment;
  onClose: () => void;
}) {
  const mayVoid = useCan('invoices:void');
  const mayWriteOff = useCan('invoices:write-off');
  const [open, setOpen] = useState<'void' | 'write-off' | null>(null);
  const voidable = mayVoid && invoice.voidKept === null;
  const due = mayWriteOff && isPositive(invoice.due);
  if (!voidable && !due) return null;
  return (
    <Alert severity="info" variant="outlined">
      {voidable && (
        <Box>
          Nothing was paid for it. If all of it is wrong, make it void: it then counts as never
          invoiced.
          {invoice.recurring &&
            ' If its days are to be charged again, undo the customer’s last charge instead.'}
        </Box>
      )}
      {due && <Box>If it is right and the money will not come, write it off.</Box>}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, marginBlockStart: 1 }}>
        {voidable && (
          <Button size="small" variant="outlined" onClick={() => setOpen('void')}>
            Make it void
          </Button>
        )}
        {voidable && invoice.recurring && (
          <Button
            size="small"
            variant="outlined"
            component={RouterLink}
            to={`/customers/${invoice.customer.id}/show`}
          >
            To the customer
          </Button>
        )}
        {due && (
          <Button size="small" variant="outlined" onClick={() => setOpen('write-off')}>
            Write it off
          </Button>
        )}
      </Box>
      {open === 'void' && <VoidDialog invoice={invoice} onClose={onClose} />}
      {open === 'write-off' && <WriteOffDialog invoice={invoice} onClose={onClose} />}
    </Alert>
  );
}
