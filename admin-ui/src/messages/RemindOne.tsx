import type { CustomerDetailFragment } from '../generated/graphql.ts';
import type { ActionDialogProps } from '../kit/office/useActions.tsx';
import { debtorOf } from './debtor.ts';
import { RemindDialog } from './RemindDialog.tsx';

/** Reminds one customer, from its page. */
export function RemindOne({ record, onClose }: ActionDialogProps<CustomerDetailFragment>) {
  return <RemindDialog customers={[debtorOf(record)]} onClose={onClose} />;
}
