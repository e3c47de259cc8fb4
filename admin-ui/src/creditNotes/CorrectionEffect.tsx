import { Alert } from '@mui/material';
import { formatMoney } from '@backhaul/design';
import { isPositive, subtractDecimals } from '@backhaul/domain/money/decimals';
import { sayError } from '../api/errors.ts';
import type { CreditNotePreviewQuery, InvoiceDetailFragment } from '../generated/graphql.ts';
import { useLocale } from '../kit/index.ts';

interface CorrectionEffectProps {
  invoice: InvoiceDetailFragment;
  note: CreditNotePreviewQuery['creditNotePreview'] | undefined;
  error: unknown;
}

/** What the note will be and where it goes, before it is issued. */
export function CorrectionEffect({ invoice, note, error }: CorrectionEffectProps) {
  const locale = useLocale();
  if (error) return <Alert severity="error">{sayError(error)}</Alert>;
  if (!note) return null;
  const say = (amount: string) => formatMoney(amount, note.currency, locale);
  const rest = subtractDecimals(note.total, note.settles);
  return (
    <Alert severity="info" variant="outlined" role="status">
      Invoiced {say(invoice.total)}, should be {say(subtractDecimals(invoice.total, note.total))}:{' '}
      {say(note.total)} is credited, {say(note.net)} net and {say(note.tax)} tax.
      {isPositive(note.settles) && ` ${say(note.settles)} of it settles this invoice.`}
      {isPositive(rest) &&
        ` ${say(rest)} goes to the balance of ${invoice.customer.name} and pays other open invoices by itself.`}
    </Alert>
  );
}
