import { Box, Button } from '@mui/material';
import { useNotify, useRefresh } from 'react-admin';
import { formatInstant } from '@backhaul/design';
import { request } from '../../api/client.ts';
import { sayError } from '../../api/errors.ts';
import type { CustomerDetailFragment } from '../../generated/graphql.ts';
import { useSubmit } from '../../kit/form/useSubmit.ts';
import { useCan, useLocale } from '../../kit/index.ts';
import { CheckVatId } from '../api.ts';

type Check = NonNullable<CustomerDetailFragment['vatCheck']>;

/** What was asked about it, as a sentence. */
export function sayCheck(check: Check, locale: string): string {
  const { valid, name, address, requestId, at, checkedBy } = check;
  const whose = [name, address?.replace(/\s*\n\s*/g, ', ')].filter(Boolean).join(', ');
  const asked = `${formatInstant(at, locale)}, asked by ${checkedBy}`;
  return [
    valid ? `In the EU’s VAT register on ${asked}.` : `Not in the EU’s VAT register on ${asked}.`,
    ...(valid ? [whose ? `Registered for: ${whose}.` : 'The register does not say for whom.'] : []),
    ...(requestId ? [`Proof of the request: ${requestId}.`] : []),
  ].join(' ');
}

/** The number, what it means for the tax, and what the register of the EU said of it. */
export function VatNumber({ customer }: { customer: CustomerDetailFragment }) {
  const locale = useLocale();
  const mayAsk = useCan('customers:write');
  const reload = useRefresh();
  const notify = useNotify();
  const { busy, error, submit } = useSubmit();
  const ask = async () => {
    if (await submit(() => request(CheckVatId, { customerId: customer.id }))) {
      reload();
      notify('The register has answered.', { type: 'info' });
    }
  };
  const { vatId, vatCheck, vatCheckable, reverseCharge } = customer;
  const hint = { color: 'text.secondary', fontSize: '0.8125rem' };
  return (
    <>
      {reverseCharge ? `${vatId}: reverse charge, it owes the tax of what is billed to it` : vatId}
      {vatCheck && (
        <Box sx={vatCheck.valid ? hint : { ...hint, color: 'error.main' }}>
          {sayCheck(vatCheck, locale)}
        </Box>
      )}
      {vatCheckable && mayAsk && (
        <Box sx={{ marginBlockStart: 0.5 }}>
          <Button size="small" variant="outlined" disabled={busy} onClick={() => void ask()}>
            {busy ? 'Asking the register ...' : vatCheck ? 'Ask again' : 'Ask the EU’s register'}
          </Button>
        </Box>
      )}
      {error !== null && (
        <Box role="alert" sx={{ ...hint, color: 'error.main' }}>
          {sayError(error)}
        </Box>
      )}
    </>
  );
}
