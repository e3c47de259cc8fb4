import { Box } from '@mui/material';
import { useNotify } from 'react-admin';
import { request } from '../api/client.ts';
import type { CustomerDetailFragment } from '../generated/graphql.ts';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { cardName, RemoveCard, type SavedCard } from './api.ts';

/** Has a saved card be charged no more. */
export function RemoveDialog({
  customer,
  card,
  stops,
  onDone,
  onClose,
}: {
  customer: CustomerDetailFragment;
  card: SavedCard;
  /** Automatic payment ends with it. */
  stops: boolean;
  onDone: () => Promise<void>;
  onClose: () => void;
}) {
  const notify = useNotify();
  const submission = useSubmit();
  const name = cardName(card);
  const remove = async () => {
    const done = await submission.submit(async () => {
      await request(RemoveCard, { id: card.id });
      await onDone();
      notify(`${name} of ${customer.name} is removed.`, { type: 'success' });
    });
    if (done) onClose();
  };
  return (
    <FormDialog
      danger
      title={`Remove ${name}`}
      submitLabel={`Remove ${name}`}
      cancelLabel="Keep it"
      submission={submission}
      onSubmit={() => void remove()}
      onClose={onClose}
      failure="The card was not removed."
      width="xs"
    >
      <Box>
        It is forgotten here and at the payment provider; what was paid with it stays.
        {stops && ` Automatic payment of ${customer.name} stops with it.`} Only {customer.name} can
        save it again, in the portal.
      </Box>
    </FormDialog>
  );
}
