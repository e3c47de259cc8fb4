import { useState } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import { Box, Button, Card, CardContent, Link, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { isPositive } from '@backhaul/domain/money/decimals';
import { request } from '../api/client.ts';
import type { InvoiceDetailFragment } from '../generated/graphql.ts';
import { DateText, ErrorState, Money, StatusChip, useCan } from '../kit/index.ts';
import { NotesOfInvoiceQuery } from './api.ts';
import { TakeBackDialog } from './TakeBackDialog.tsx';

/** On an invoice: the credit notes that take some of it back, and what was written off. */
export function InvoiceCreditNotes({ invoice }: { invoice: InvoiceDetailFragment }) {
  const mayTakeBack = useCan('invoices:write-off');
  const [takingBack, setTakingBack] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: ['credit-notes', 'of-invoice', invoice.id],
    queryFn: async () => (await request(NotesOfInvoiceQuery, { id: invoice.id })).invoice,
    enabled: invoice.status !== 'DRAFT' && invoice.status !== 'VOID',
  });
  if (error)
    return (
      <Box sx={{ marginBlockStart: 2 }}>
        <ErrorState
          what="The credit notes could not be loaded."
          error={error}
          onRetry={() => void refetch()}
        />
      </Box>
    );
  const notes = data?.creditNotes ?? [];
  const writtenOff = data?.writtenOff ?? '0';
  if (!notes.length && !isPositive(writtenOff)) return null;
  return (
    <Card component="section" aria-labelledby="invoice-notes-title" sx={{ marginBlockStart: 2 }}>
      <CardContent>
        <Typography id="invoice-notes-title" variant="h2" sx={{ marginBlockEnd: 1 }}>
          What was taken back
        </Typography>
        <Box sx={{ display: 'grid', gap: 1 }}>
          {notes.map((note) => (
            <Row key={note.id}>
              <Link component={RouterLink} to={`/credit-notes/${note.id}/show`}>
                Credit note {note.number}
              </Link>
              <span>
                <DateText date={note.documentDate} /> <StatusChip status={note.status} />
              </span>
              <Money amount={note.total} currency={note.currency} />
            </Row>
          ))}
          {isPositive(writtenOff) && (
            <Row>
              <span>Written off</span>
              <span>
                {mayTakeBack && (
                  <Button size="small" variant="outlined" onClick={() => setTakingBack(true)}>
                    Take it back
                  </Button>
                )}
              </span>
              <Money amount={writtenOff} currency={invoice.currency} />
            </Row>
          )}
        </Box>
      </CardContent>
      {takingBack && (
        <TakeBackDialog
          invoice={invoice}
          writtenOff={writtenOff}
          onClose={() => setTakingBack(false)}
        />
      )}
    </Card>
  );
}

function Row({ children }: { children: React.ReactNode }) {
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 1,
        alignItems: 'center',
        gridTemplateColumns: { xs: '1fr auto', sm: '1fr auto 9rem' },
        '& > :nth-of-type(2)': {
          order: { xs: 3, sm: 0 },
          gridColumn: { xs: '1 / -1', sm: 'auto' },
        },
      }}
    >
      {children}
    </Box>
  );
}
