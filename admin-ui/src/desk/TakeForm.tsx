import { Box, Button, Card, CardContent, Typography } from '@mui/material';
import { FormError } from '../kit/form/FormError.tsx';
import { SentForm } from '../kit/form/SentForm.tsx';
import { Money, StatusChip } from '../kit/index.ts';
import { ComesBack } from '../payments/index.ts';
import type { Found, Receipt, Till } from './api.ts';
import { Key } from './Key.tsx';
import { OpenInvoices } from './OpenInvoices.tsx';
import { TakeFields } from './TakeFields.tsx';
import { useTaking } from './useTaking.ts';

interface TakeFormProps {
  customer: Found;
  till: Till;
  onTaken: (receipt: Receipt) => void;
}

/** How much, how, and what was handed over; what is due stands there already. */
export function TakeForm({ customer, till, onTaken }: TakeFormProps) {
  const taking = useTaking(customer, till, onTaken);
  const { submission } = taking;
  return (
    <Card component="section" aria-label={`Payment of ${customer.name}`}>
      <CardContent>
        <Who customer={customer} />
        <OpenInvoices
          invoices={customer.openInvoices}
          currency={till.currency}
          chosen={taking.invoiceId}
          onChoose={taking.choose}
        />
        <SentForm
          onSubmit={() => void taking.take()}
          fields={submission.fields}
          sx={{ display: 'grid', gap: 2 }}
        >
          <TakeFields till={till} taking={taking} />
          {taking.change !== null && (
            <Box role="status" sx={{ fontSize: '2rem', fontWeight: 650 }}>
              Change <Money amount={taking.change} currency={till.currency} inline strong />
            </Box>
          )}
          <ComesBack customer={customer} amount={taking.exact} />
          <FormError error={submission.error} failure="Nothing was taken." />
          <Box>
            <Button
              type="submit"
              variant="contained"
              size="large"
              loading={submission.busy}
              sx={{ minHeight: 52, minWidth: { xs: '100%', sm: 240 }, fontSize: '1.125rem' }}
            >
              {taking.amount === null ? 'Take the money' : `Take ${taking.amount}`}
            </Button>
            <Key name="Enter" />
          </Box>
        </SentForm>
      </CardContent>
    </Card>
  );
}

function Who({ customer }: { customer: Found }) {
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1.5 }}>
      <Typography variant="h2" sx={{ overflowWrap: 'anywhere' }}>
        {customer.name}
      </Typography>
      <Box component="span" sx={{ color: 'text.secondary' }}>
        #{customer.number}
      </Box>
      <StatusChip status={customer.status} />
      <Box component="span" sx={{ marginInlineStart: 'auto' }}>
        Balance{' '}
        <Money amount={customer.balance} currency={customer.currency} warnBelowZero strong inline />
      </Box>
    </Box>
  );
}
