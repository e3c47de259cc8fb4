import { useEffect, useRef } from 'react';
import { Box, Button } from '@mui/material';
import { formatDate, formatMoney } from '@backhaul/design';
import { Choice, Field, MoneyField } from '../kit/form/Fields.tsx';
import type { FieldErrors } from '../kit/form/useSubmit.ts';
import { paymentMethods } from '../customers/index.ts';
import { isPositive } from '@backhaul/domain/money/decimals';
import { useLocale } from '../kit/index.ts';
import { useToday } from '../kit/scope/useToday.ts';
import type { PaymentDraft } from './usePaymentDraft.ts';

interface PaymentFieldsProps {
  draft: PaymentDraft;
  errors: FieldErrors;
  /** Whether the amount has the focus first, since the customer is known. */
  amountFirst: boolean;
}

/** How much, how, when and for which invoice. */
export function PaymentFields({ draft, errors, amountFirst }: PaymentFieldsProps) {
  const locale = useLocale();
  const { customer, invoices } = draft;
  const today = useToday();
  const amount = useRef<HTMLInputElement>(null);
  // What is due comes when it is known, under hands that are about to type: they replace it.
  useEffect(() => {
    if (draft.isDue && document.activeElement === amount.current) amount.current?.select();
  }, [draft.isDue, draft.amount]);
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' } }}>
      <MoneyField
        name="amount"
        label="Amount"
        value={draft.amount}
        onChange={draft.setAmount}
        currency={customer?.currency ?? ''}
        errors={errors}
        required
        autoFocus={amountFirst}
        inputRef={amount}
        help={
          customer && isPositive(draft.due) ? (
            <AllDue
              due={draft.due}
              currency={customer.currency}
              onUse={draft.atDue}
              used={draft.isDue}
            />
          ) : (
            ''
          )
        }
      />
      <Choice
        name="method"
        label="Method"
        value={draft.method}
        onChange={draft.setMethod}
        choices={paymentMethods}
        errors={errors}
      />
      <Field
        name="date"
        label="Date"
        type="date"
        value={draft.date}
        onChange={draft.setDate}
        errors={errors}
        help={
          draft.date > today
            ? 'Ahead of today: the money counts from now on, and who pays ahead is charged at once for the days until then.'
            : undefined
        }
        required
      />
      <Choice
        name="invoiceId"
        label="For invoice"
        value={draft.named}
        onChange={draft.name}
        choices={[
          { value: '', label: 'Oldest due first' },
          ...invoices.map((invoice) => ({
            value: invoice.id,
            label: `${invoice.number ?? 'Draft'}, due ${formatDate(invoice.dueDate, locale)}`,
          })),
        ]}
        errors={errors}
        disabled={invoices.length === 0}
      />
    </Box>
  );
}

function AllDue({
  due,
  currency,
  onUse,
  used,
}: {
  due: string;
  currency: string;
  onUse: () => void;
  used: boolean;
}) {
  const locale = useLocale();
  const text = formatMoney(due, currency, locale);
  if (used) return <>All that is due</>;
  return (
    <Button size="small" onClick={onUse} sx={{ padding: 0, minWidth: 0, minHeight: 24 }}>
      Use {text}, all that is due
    </Button>
  );
}
