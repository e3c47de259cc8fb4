import { useState } from 'react';
import { request } from '../api/client.ts';
import { cleanDecimal } from '../kit/decimal.ts';
import { Field, MoneyField } from '../kit/form/Fields.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { CloseTill, type Session } from './api.ts';
import { askingWhy } from './askingWhy.ts';
import { CountField, type CountedPiece } from './CountField.tsx';

interface CloseTillDialogProps {
  session: Session;
  onClose: () => void;
  onClosed: (session: Session) => void;
}

/** The end of a session: what is in the drawer, what stays in it, and why it is another amount than it should be. */
export function CloseTillDialog({ session, onClose, onClosed }: CloseTillDialogProps) {
  const [counted, setCounted] = useState('');
  const [pieces, setPieces] = useState<CountedPiece[] | null>(null);
  const [left, setLeft] = useState('');
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const submission = useSubmit();
  const { currency } = session.till;
  const asksWhy = asked || Boolean(submission.fields['reason']);
  const close = async () => {
    if (!counted.trim())
      return submission.refuse({ counted: 'Count what is in the till; 0 is right too.' });
    let closed: Session | null = null;
    setAsked(asksWhy);
    const done = await submission.submit(async () => {
      const count = cleanDecimal(counted);
      const { closeTill } = await request(CloseTill, {
        sessionId: session.id,
        counted: count,
        left: left.trim() ? cleanDecimal(left) : count,
        reason: reason.trim() || null,
        pieces,
      });
      closed = closeTill;
    });
    if (done && closed) onClosed(closed);
  };
  return (
    <FormDialog
      title={`Count and close ${session.till.name}`}
      submitLabel="Close the till"
      submission={askingWhy(submission)}
      onSubmit={() => void close()}
      onClose={onClose}
      failure="The till is still open."
    >
      <CountField
        name="counted"
        label="In the till now"
        value={counted}
        onChange={setCounted}
        onPieces={setPieces}
        currency={currency}
        errors={submission.fields}
      />
      <MoneyField
        name="left"
        label="Stays in the till"
        value={left}
        onChange={setLeft}
        currency={currency}
        errors={submission.fields}
        help="For whoever opens it next. Empty: all of it"
      />
      {asksWhy && (
        <Field
          name="reason"
          label="Why it differs"
          value={reason}
          onChange={setReason}
          errors={submission.fields}
          help="The first count is kept, whatever is counted after it."
          multiline
          autoFocus
        />
      )}
    </FormDialog>
  );
}
