import { useState, type FormEvent } from 'react';
import {
  Box,
  Button,
  Card,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
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
import { TaxRateFields, useCreateTaxRate } from './TaxRateForm.tsx';
import { taxRatesDocument } from './taxRates.ts';

/** The tax rates the viewer's tariffs can carry, its own and those of the partners above. */
export function TaxRatesPage() {
  const locale = useLocale();
  const mayRead = useCan('tariffs:read');
  const mayCreate = useCan('tariffs:write');
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
      {creating && <CreateDialog onClose={() => setCreating(false)} />}
    </Box>
  );
}

function CreateDialog({ onClose }: { onClose: () => void }) {
  const notify = useNotify();
  const [typed, setTyped] = useState({ name: '', percent: '' });
  const create = useCreateTaxRate((rate) => {
    notify(`${rate.name} is created`);
    onClose();
  });
  function submit(event: FormEvent): void {
    event.preventDefault();
    create.mutate(typed);
  }
  return (
    <Dialog
      open
      onClose={onClose}
      aria-labelledby="create-tax-rate"
      slotProps={{ paper: { sx: { width: 420 } } }}
    >
      <form onSubmit={submit}>
        <DialogTitle id="create-tax-rate">Create tax rate</DialogTitle>
        <DialogContent>
          <TaxRateFields typed={typed} onChange={setTyped} error={create.error} />
        </DialogContent>
        <DialogActions>
          <Button variant="outlined" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" variant="contained" loading={create.isPending}>
            Create tax rate
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
