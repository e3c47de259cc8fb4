import { useState } from 'react';
import { Button } from '@mui/material';
import { useListContext, useNotify } from 'react-admin';
import { request } from '../api/client.ts';
import { apiFilter } from '../api/dataProvider.ts';
import type {
  InvoiceRowFragment,
  MassJobPartsFragment,
  PreviewApprovalMutationVariables,
} from '../generated/graphql.ts';
import { useSubmit } from '../kit/form/useSubmit.ts';
import type { ChosenProps } from '../kit/list/chosen.ts';
import { useScopeFilter } from '../kit/scope/partnerScope.ts';
import { PreviewApproval } from './api.ts';
import { MassJobDialog } from './MassJobDialog.tsx';

/** Issues the drafts among the invoices that are ticked. */
export function ApproveChosen({ rows, pending, clear }: ChosenProps<InvoiceRowFragment>) {
  const drafts = rows.filter(({ status }) => status === 'DRAFT');
  return (
    <Approve
      main
      label={(pending || drafts.length > 0) && 'Approve drafts'}
      disabled={pending}
      chosen={{ ids: drafts.map(({ id }) => id) }}
      onDone={clear}
    />
  );
}

/** Issues every draft that the list's filters find, whatever page is open; there while drafts alone are shown. */
export function ApproveFound() {
  const { filterValues, total } = useListContext();
  const scope = useScopeFilter();
  const values = filterValues as Record<string, unknown>;
  const filter = apiFilter({}, { ...values, ...scope });
  const draftsAlone = values['status'] === 'DRAFT' || values['draft'] === true;
  const drafts = draftsAlone ? (total ?? 0) : 0;
  // what came of it is read when no draft is left
  return <Approve label={drafts > 0 && 'Approve all'} chosen={{ filter }} />;
}

interface ApproveProps {
  /** Nothing: there is nothing to approve. */
  label: string | false;
  chosen: PreviewApprovalMutationVariables;
  /** It is what the rows are ticked for. */
  main?: boolean;
  disabled?: boolean;
  onDone?: () => void;
}

function Approve({ label, chosen, main, disabled, onDone }: ApproveProps) {
  const [begun, setBegun] = useState<MassJobPartsFragment | null>(null);
  const submission = useSubmit();
  const notify = useNotify();
  const look = async () => {
    const looks = await submission.submit(async () => {
      setBegun((await request(PreviewApproval, chosen)).previewApproval);
    });
    if (!looks) notify('What would be issued could not be read. Try again.', { type: 'error' });
  };
  return (
    <>
      {label && (
        <Button
          variant={main ? 'contained' : 'outlined'}
          disabled={disabled || submission.busy}
          onClick={() => void look()}
        >
          {label}
        </Button>
      )}
      {begun && (
        <MassJobDialog
          begun={begun}
          title="Approve drafts"
          onClose={() => setBegun(null)}
          onDone={onDone}
        />
      )}
    </>
  );
}
