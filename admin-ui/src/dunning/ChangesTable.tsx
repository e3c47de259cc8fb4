import {
  Box,
  Card,
  Table,
  TableBody,
  TableCell,
  TableContainer,
  TableHead,
  TableRow,
} from '@mui/material';
import { formatDate, formatMoney, sayReason } from '@backhaul/design';
import { CustomerLink } from '../customers/index.ts';
import { PartnerName, StatusChip, useLocale } from '../kit/index.ts';
import { useOnPhone } from '../kit/list/useOnPhone.ts';
import { labelIn } from '../kit/words.ts';
import type { Change } from './api.ts';
import { kinds } from './words.ts';

export const skeleton = [{ width: 24 }, { width: 12 }, { width: 40 }, { width: 18 }];

/** Whom a night does something to, what, and why. */
export function ChangesTable({ changes }: { changes: readonly Change[] }) {
  const onPhone = useOnPhone();
  if (onPhone) return <Cards changes={changes} />;
  return (
    <Card>
      <TableContainer>
        <Table>
          <TableHead>
            <TableRow>
              <TableCell>Customer</TableCell>
              <TableCell>What happens</TableCell>
              <TableCell>Why</TableCell>
              <TableCell>Partner</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {changes.map((change) => (
              <TableRow key={keyOf(change)}>
                <TableCell component="th" scope="row">
                  <CustomerLink customer={change.customer} />
                </TableCell>
                <TableCell>
                  <What change={change} />
                </TableCell>
                <TableCell>
                  <Why change={change} />
                </TableCell>
                <TableCell>
                  <PartnerName partner={change.customer.partner} />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableContainer>
    </Card>
  );
}

function Cards({ changes }: { changes: readonly Change[] }) {
  return (
    <Card component="ul" sx={{ listStyle: 'none', margin: 0, padding: 0 }}>
      {changes.map((change) => (
        <Box
          component="li"
          key={keyOf(change)}
          sx={{
            display: 'grid',
            gap: 0.5,
            padding: 2,
            borderBlockEnd: '1px solid',
            borderColor: 'divider',
            '&:last-of-type': { borderBlockEnd: 0 },
          }}
        >
          <Box>
            <CustomerLink customer={change.customer} />
          </Box>
          <What change={change} />
          <Why change={change} />
          <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
            {change.customer.partner.name}
          </Box>
        </Box>
      ))}
    </Card>
  );
}

const keyOf = ({ customer, kind, reason }: Change): string => `${customer.id} ${kind} ${reason}`;

function What({ change }: { change: Change }) {
  if (change.from === change.to) return <span>{labelIn(kinds, change.kind)}</span>;
  return (
    <Box component="span" sx={{ display: 'inline-flex', gap: 0.75, alignItems: 'center' }}>
      <StatusChip status={change.from} />
      <span aria-hidden="true">→</span>
      <StatusChip status={change.to} />
    </Box>
  );
}

function Why({ change }: { change: Change }) {
  const locale = useLocale();
  const { nextAttempt, nextAmount } = change.customer.autopay ?? {};
  return (
    <>
      <Reason change={change} />
      {nextAttempt && nextAmount && (
        <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
          Its card is charged {formatMoney(nextAmount, change.currency, locale)} on{' '}
          {formatDate(nextAttempt, locale, { weekday: true, year: false })}.
        </Box>
      )}
    </>
  );
}

function Reason({ change }: { change: Change }) {
  const locale = useLocale();
  const { amount, currency, reason } = change;
  // a late fee says what it comes to at its end, as the record has it: without the currency
  if (amount !== null && reason.endsWith(amount))
    return (
      <span>
        {reason.slice(0, -amount.length)}
        {formatMoney(amount, currency, locale)}
      </span>
    );
  return <span>{sayReason(reason, currency, locale)}</span>;
}
