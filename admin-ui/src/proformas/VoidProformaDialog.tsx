import { useState } from 'react';
import { Box } from '@mui/material';
import { useNotify } from 'react-admin';
import { formatMoney } from '@backhaul/design';
import { isPositive } from '@backhaul/domain/money/decimals';
import { request } from '../api/client.ts';
import type { ProformaDetailFragment } from '../generated/graphql.ts';
import { Field } from '../kit/form/Fields.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useRefresh } from '../kit/form/useRefresh.ts';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { useLocale } from '../kit/index.ts';
import { VoidProforma } from './api.ts';

/** Makes an open proforma void, with the reason that is printed on it. */
export function VoidProformaDialog({
  proforma,
  onClose,
}: {
  proforma: ProformaDetailFragment;
  onClose: () => void;
}) {
  const locale = useLocale();
  const notify = useNotify();
  const refresh = useRefresh();
  const submission = useSubmit();
  const [reason, setReason] = useState('');
  const makeVoid = async () => {
    if (reason.trim() === '')
      return submission.refuse({ reason: 'Say why; it is printed on the proforma.' });
    const done = await submission.submit(async () => {
      await request(VoidProforma, { id: proforma.id, reason: reason.trim() });
      notify(`Proforma ${proforma.number} is void.`, { type: 'success' });
      void refresh();
    });
    if (done) onClose();
  };
  return (
    <FormDialog
      danger
      title={`Void proforma ${proforma.number}`}
      submitLabel="Void proforma"
      cancelLabel="Keep it"
      submission={submission}
      onSubmit={() => void makeVoid()}
      onClose={onClose}
      failure="The proforma was not voided."
      width="xs"
    >
      <Box>
        {isPositive(proforma.paid)
          ? `${formatMoney(proforma.paid, proforma.currency, locale)} that waits on it pays what ${proforma.customer.name} owes; the rest stays on the balance. `
          : `Nothing of it was paid. `}
        It keeps its number and prints as void. This cannot be undone.
      </Box>
      <Field
        name="reason"
        label="Reason"
        value={reason}
        onChange={setReason}
        errors={submission.fields}
        required
        autoFocus
      />
    </FormDialog>
  );
}
