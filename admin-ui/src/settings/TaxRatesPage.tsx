import { useState } from 'react';
import {
  Box,
  Button,
  Card,
  Table,
  TableBody,
  TableCell,
  TableContainer,
  TableHead,
  TableRow,
} from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useNotify } from 'react-admin';
import { formatPercent } from '@backhaul/design';
import { request } from '../api/client.ts';
import { NoAccess } from '../kit/pages.tsx';
import {
  EmptyState,
  ErrorState,
  PageHeader,
  TableSkeleton,
  useCan,
  useLocale,
} from '../kit/index.ts';
import { TaxRateDialog } from './TaxRateDialog.tsx';
import { taxRatesDocument } from './taxRates.ts';

/** The tax rates the viewer's tariffs can carry, its own and those of the partners above. */
export function TaxRatesPage() {
  const locale = useLocale();
  const mayRead = useCan('tariffs:read');
  const mayCreate = useCan('tariffs:write');
  const notify = useNotify();
  const [creating, setCreating] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: ['tax-rates'],
    queryFn: () => request(taxRatesDocument),
    enabled: mayRead,
  });
  if (!mayRead) return <NoAccess />;
  const create = mayCreate && (
    <Button variant="contained" onClick={() => setCreating(true)}>
      Create tax rate
    </Button>
  );
  return (
    <Box sx={{ maxWidth: 760 }}>
      <PageHeader
        title="Tax rates"
        description="A rate belongs to a partner and can be used by it and everything below it. It is never changed: issued invoices carry it."
        back={{ label: 'Settings', to: '/settings' }}
        actions={create}
      />
      {error && (
        <ErrorState
          error={error}
          what="The tax rates could not be loaded."
          onRetry={() => void refetch()}
        />
      )}
      {!data && !error && (
        <Card>
          <TableSkeleton
            columns={[{ width: 20 }, { width: 8, end: true }, { width: 20 }]}
            rows={3}
          />
        </Card>
      )}
      {data?.taxRates.length === 0 && (
        <EmptyState title="No tax rates yet" action={create}>
          Without one, tariffs are sold without tax. Create the rates of your country, such as VAT.
        </EmptyState>
      )}
      {data && data.taxRates.length > 0 && (
        <Card>
          <TableContainer>
            <Table>
              <TableHead>
                <TableRow>
                  <TableCell>Name</TableCell>
                  <TableCell align="right">Percent</TableCell>
                  <TableCell>Partner</TableCell>
                </TableRow>
              </TableHead>
              <TableBody>
                {data.taxRates.map((rate) => (
                  <TableRow key={rate.id}>
                    <TableCell component="th" scope="row" sx={{ fontWeight: 600 }}>
                      {rate.name}
                    </TableCell>
                    <TableCell align="right" sx={{ fontVariantNumeric: 'tabular-nums' }}>
                      {formatPercent(rate.percent, locale)}
                    </TableCell>
                    <TableCell>{rate.partner.name}</TableCell>
                  </TableRow>
                ))}
              </TableBody>
            </Table>
          </TableContainer>
        </Card>
      )}
      {creating && (
        <TaxRateDialog
          title="Create tax rate"
          onClose={() => setCreating(false)}
          onCreated={(rate) => {
            notify(`${rate.name} is created`);
            setCreating(false);
          }}
        />
      )}
    </Box>
  );
}
