import type { ReactNode } from 'react';
import {
  Box,
  Link,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
  Typography,
} from '@mui/material';
import { Link as RouterLink } from 'react-router-dom';
import { DateText } from '../DateText.tsx';
import { Money } from '../Money.tsx';
import { ToneChip } from '../StatusChip.tsx';

interface Spent {
  currency: string;
  allocations: readonly { amount: string; invoice: { id: string; number: string | null } }[];
  refunds: readonly {
    id: string;
    amount: string;
    date: string;
    method: string;
    /** Where it goes through a provider: how it stands there, and why it did not go. */
    status?: 'PENDING' | 'DONE' | 'FAILED';
    failure?: string | null;
  }[];
}

interface WhereItWentProps {
  title: string;
  of: Spent;
  sayMethod: (method: string) => string;
  /** What settles nothing and was not given back; null: no line for it. */
  rest: { what: ReactNode; amount: string } | null;
}

/** Where money of a customer went: the invoices that it settles, what was given back, and the rest. */
export function WhereItWent({ title, of, sayMethod, rest }: WhereItWentProps) {
  const row = (key: string, what: ReactNode, amount: string) => (
    <TableRow key={key}>
      <TableCell>{what}</TableCell>
      <TableCell align="right">
        <Money amount={amount} currency={of.currency} />
      </TableCell>
    </TableRow>
  );
  return (
    <Box>
      <Typography variant="h2" sx={{ marginBlockEnd: 1 }}>
        {title}
      </Typography>
      <Table size="small" aria-label={title}>
        <TableHead>
          <TableRow>
            <TableCell>To</TableCell>
            <TableCell align="right">Amount</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {of.allocations.map(({ invoice, amount }) =>
            row(
              invoice.id,
              <Link component={RouterLink} to={`/invoices/${invoice.id}/show`}>
                Invoice {invoice.number}
              </Link>,
              amount,
            ),
          )}
          {of.refunds.map(({ id, amount, date, method, status, failure }) =>
            row(
              id,
              <>
                {status === 'FAILED' ? 'Was to go back' : 'Given back'} on <DateText date={date} />,{' '}
                {sayMethod(method)}
                {status === 'PENDING' && (
                  <Box>
                    <ToneChip tone="waiting" icon="clock" label="Under way at the provider" />
                  </Box>
                )}
                {status === 'FAILED' && (
                  <Box>
                    <ToneChip tone="overdue" icon="alert" label="Did not go" />{' '}
                    {failure ?? 'The provider does not say why.'} The money is on the balance again.
                  </Box>
                )}
              </>,
              amount,
            ),
          )}
          {rest && row('rest', rest.what, rest.amount)}
        </TableBody>
      </Table>
    </Box>
  );
}
