import {
  Card,
  CardContent,
  Link,
  Table,
  TableBody,
  TableCell,
  TableContainer,
  TableHead,
  TableRow,
  Typography,
} from '@mui/material';
import { Link as RouterLink } from 'react-router-dom';
import { subtractDecimals } from '@backhaul/domain/money/decimals';
import { countOf } from '@backhaul/domain/text/plural';
import type { RehearsalProgressSubscription } from '../generated/graphql.ts';
import { Money, useLocale } from '../kit/index.ts';

/** Where there is room. */
const WIDE = { display: { xs: 'none', sm: 'table-cell' } };

type Rehearsal = RehearsalProgressSubscription['rehearsalProgress']['rehearsal'];

/** Who would pay more and who less with other prices, over all the months; those whom it touches most by name. */
export function WhoPays({ rehearsal }: { rehearsal: Rehearsal }) {
  const locale = useLocale();
  const { payMore, payLess, differences } = rehearsal;
  const touched = payMore + payLess;
  return (
    <Card component="section" aria-label="Who pays more and who less">
      <CardContent sx={{ display: 'grid', gap: 1.5 }}>
        <Typography variant="h2">Who pays more and who less</Typography>
        <Typography role="status">
          {touched === 0
            ? 'Nobody’s invoices differ: no service of these customers follows these tariffs in these months.'
            : `${countOf(payMore, 'customer pays', 'customers pay', locale)} more, ${countOf(payLess, 'customer', 'customers', locale)} less.${touched > differences.length ? ` The ${differences.length} whom it touches most:` : ''}`}
        </Typography>
        {differences.length > 0 && (
          <TableContainer tabIndex={0} role="region" aria-label="Customers and their difference">
            <Table size="small">
              <TableHead>
                <TableRow>
                  <TableCell>Customer</TableCell>
                  <TableCell align="right" sx={WIDE}>
                    As prices are
                  </TableCell>
                  <TableCell align="right">With these</TableCell>
                  <TableCell align="right">Difference</TableCell>
                </TableRow>
              </TableHead>
              <TableBody>
                {differences.map(({ customer, currency, before, after }) => (
                  <TableRow key={customer.id}>
                    <TableCell sx={{ overflowWrap: 'anywhere' }}>
                      <Link component={RouterLink} to={`/customers/${customer.id}/show`}>
                        {customer.name}
                      </Link>
                    </TableCell>
                    <TableCell align="right" sx={WIDE}>
                      <Money amount={before} currency={currency} />
                    </TableCell>
                    <TableCell align="right">
                      <Money amount={after} currency={currency} />
                    </TableCell>
                    <TableCell align="right">
                      <Money amount={subtractDecimals(after, before)} currency={currency} />
                    </TableCell>
                  </TableRow>
                ))}
              </TableBody>
            </Table>
          </TableContainer>
        )}
      </CardContent>
    </Card>
  );
}
