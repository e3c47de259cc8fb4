import type { CustomerDetailFragment } from '../generated/graphql.ts';
import { isPositive } from '@backhaul/domain/money/decimals';
import type { Debtor } from './RemindDialog.tsx';

/** Whether a customer could be reminded, and where. */
export function debtorOf({
  id,
  name,
  email,
  outstanding,
}: Pick<CustomerDetailFragment, 'id' | 'name' | 'email' | 'outstanding'>): Debtor {
  return { id, name, email, owes: isPositive(outstanding) };
}
