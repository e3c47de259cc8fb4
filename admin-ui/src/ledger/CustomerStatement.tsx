import type { CustomerDetailFragment } from '../generated/graphql.ts';
import type { ActionDialogProps } from '../kit/office/useActions.tsx';
import { StatementDialog } from '../printing/index.ts';

/** The statement of account, from a customer's page. */
export function CustomerStatement(props: ActionDialogProps<CustomerDetailFragment>) {
  return <StatementDialog {...props} />;
}
