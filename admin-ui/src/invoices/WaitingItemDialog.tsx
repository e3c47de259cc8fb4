import { useState } from 'react';
import { Box, Checkbox, FormControlLabel } from '@mui/material';
import { useNotify } from 'react-admin';
import { request } from '../api/client.ts';
import type { CustomerDetailFragment } from '../generated/graphql.ts';
import { cleanDecimal } from '../kit/decimal.ts';
import { Choice, Field, MoneyField } from '../kit/form/Fields.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useRefresh } from '../kit/form/useRefresh.ts';
import { useSubmit, type FieldErrors } from '../kit/form/useSubmit.ts';
import type { ActionDialogProps } from '../kit/office/useActions.tsx';
import { AddWaitingItem } from './api.ts';
import { estimate, ratesFor, type LineDraft } from './estimate.ts';
import { EstimateBox } from './EstimateBox.tsx';
import { missingInLines } from './lines.ts';
import { useTypedLines } from './useTypedLines.ts';
import { useToday } from '../kit/scope/useToday.ts';

/** Puts something on a customer's next recurring invoice; below zero it lowers that, as after an outage. */
export function WaitingItemDialog({
  record: customer,
  onClose,
}: ActionDialogProps<CustomerDetailFragment>) {
  const notify = useNotify();
  const refresh = useRefresh();
  const [date, setDate] = useState(useToday());
  const { lines, setLines, rates } = useTypedLines([customer.partner.id], date);
  const [line] = lines;
  const change = (typed: Partial<LineDraft>) => setLines([{ ...line, ...typed }]);
  const submission = useSubmit();
  const add = async () => {
    const missing = ofOne(missingInLines(lines));
    if (Object.keys(missing).length > 0) return submission.refuse(missing);
    const done = await submission.submit(async () => {
      const description = line.description.trim();
      await request(AddWaitingItem, {
        input: {
          customerId: customer.id,
          description,
          quantity: cleanDecimal(line.quantity || '1'),
          unitPrice: cleanDecimal(line.unitPrice),
          taxRateId: line.taxRateId || null,
          taxIncluded: line.taxIncluded,
          date,
        },
      });
      notify(`${description} goes on the next invoice.`, { type: 'success' });
      void refresh();
    });
    if (done) onClose();
  };
  return (
    <FormDialog
      title="Charge with the next invoice"
      submitLabel="Let it wait"
      submission={submission}
      onSubmit={() => void add()}
      onClose={onClose}
      failure="It was not added."
      width="sm"
    >
      <Box sx={{ color: 'text.secondary' }}>
        It waits for the next recurring invoice, and moves the balance only there. A price below
        zero lowers that invoice: −10.00 for an outage. One that is larger than the invoice waits
        for a larger one.
      </Box>
      <LineFields line={line} change={change} rates={rates} {...{ customer, submission }} />
      <Field
        name="date"
        label="Not before the invoice of"
        type="date"
        value={date}
        onChange={setDate}
        errors={submission.fields}
        required
      />
      <EstimateBox
        amounts={estimate(lines, ratesFor(customer, rates), customer.currency)}
        currency={customer.currency}
        reverseCharge={customer.reverseCharge}
      />
    </FormDialog>
  );
}

interface LineFieldsProps {
  line: LineDraft;
  change: (typed: Partial<LineDraft>) => void;
  rates: readonly { id: string; label: string }[];
  customer: CustomerDetailFragment;
  submission: { fields: FieldErrors };
}

function LineFields({ line, change, rates, customer, submission }: LineFieldsProps) {
  const errors = submission.fields;
  return (
    <>
      <Field
        name="description"
        label="What it is"
        value={line.description}
        onChange={(description) => change({ description })}
        errors={errors}
        help="The customer reads it on the invoice."
        required
        autoFocus
      />
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', sm: '1fr 2fr' } }}>
        <MoneyField
          name="quantity"
          label="Quantity"
          value={line.quantity}
          onChange={(quantity) => change({ quantity })}
          errors={errors}
        />
        <MoneyField
          name="unitPrice"
          label="Unit price"
          value={line.unitPrice}
          onChange={(unitPrice) => change({ unitPrice })}
          errors={errors}
          currency={customer.currency}
          required
        />
      </Box>
      <Choice
        name="taxRateId"
        label="Tax"
        value={line.taxRateId}
        onChange={(taxRateId) => change({ taxRateId, taxChosen: true })}
        choices={[
          { value: '', label: 'No tax' },
          ...rates.map(({ id, label }) => ({ value: id, label })),
        ]}
        errors={errors}
      />
      <FormControlLabel
        control={
          <Checkbox
            size="small"
            checked={line.taxIncluded}
            onChange={(_, taxIncluded) => change({ taxIncluded })}
            disabled={line.taxRateId === ''}
          />
        }
        label="Price includes tax"
      />
    </>
  );
}

/** The fields of the one line, named without a place in a list. */
function ofOne(errors: FieldErrors): FieldErrors {
  return Object.fromEntries(
    Object.entries(errors).map(([name, words]) => [name.replace(/^lines\.0\./, ''), words]),
  );
}
