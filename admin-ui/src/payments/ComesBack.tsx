import { Alert } from '@mui/material';
import { formatMoney } from '@backhaul/design';
import { compareDecimals, isPositive, subtractDecimals } from '@backhaul/domain/money/decimals';
import type { CustomerChoice } from '../customers/index.ts';
import { useLocale } from '../kit/index.ts';

/** What a payment does for a customer who is blocked or switched off, before it is recorded. */
export function ComesBack({
  customer,
  amount,
}: {
  customer: Pick<CustomerChoice, 'status' | 'comesBackWith' | 'currency' | 'name'>;
  amount: string;
}) {
  const locale = useLocale();
  const { status, comesBackWith: needed, currency, name } = customer;
  if (status !== 'BLOCKED' && status !== 'INACTIVE') return null;
  const state = status === 'BLOCKED' ? 'blocked' : 'inactive';
  if (needed === null)
    return (
      <Alert severity="info" variant="outlined" role="status">
        {name} stays {state}: only somebody’s hand changes that, not a payment.
      </Alert>
    );
  const paid = amount !== '' && isPositive(amount);
  const missing = subtractDecimals(needed, paid ? amount : '0');
  if (paid && compareDecimals(amount, needed) >= 0)
    return (
      <Alert severity="success" variant="outlined" role="status">
        {status === 'BLOCKED'
          ? `This unblocks ${name} at once.`
          : `This brings ${name} back at once: services start again on the day of the payment, with a prorated charge.`}
      </Alert>
    );
  return (
    <Alert severity="warning" variant="outlined" role="status">
      {name} stays {state}
      {paid && `: ${formatMoney(missing, currency, locale)} more would end that`}.{' '}
      {!paid &&
        (isPositive(needed)
          ? `${formatMoney(needed, currency, locale)} or more ends that at once.`
          : 'Any payment ends that at once.')}
    </Alert>
  );
}
