import { Alert } from '@mui/material';
import type { PaymentRowFragment } from '../generated/graphql.ts';
import { isUndecided, useDisputes } from './disputes.ts';

/** Says before money goes back, or a payment is taken back, that the customer's bank may take it as well. */
export function DisputedNotice({ payment }: { payment: PaymentRowFragment }) {
  const { data = [] } = useDisputes(payment.partner.id);
  if (!data.some((dispute) => dispute.payment.id === payment.id && isUndecided(dispute)))
    return null;
  return (
    <Alert severity="warning" variant="outlined">
      A dispute of this payment is not decided: the customer’s bank may take the same money back as
      well. Settle it with the provider first.
    </Alert>
  );
}
