import { useState } from 'react';
import { Box, Button, FormControlLabel, Switch } from '@mui/material';
import { countOf } from '@backhaul/domain/text/plural';
import { request } from '../api/client.ts';
import type { CustomerRowFragment, MassJobPartsFragment } from '../generated/graphql.ts';
import { LinesEditor, lineInput, missingInLines, useTypedLines } from '../invoices/index.ts';
import { Field } from '../kit/form/Fields.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useSubmit, type FieldErrors } from '../kit/form/useSubmit.ts';
import { useLocale, useViewer } from '../kit/index.ts';
import type { ChosenProps } from '../kit/list/chosen.ts';
import { PreviewInvoices } from './api.ts';
import { MassJobDialog } from './MassJobDialog.tsx';
import { useToday } from '../kit/scope/useToday.ts';

type Step = 'ASKED' | MassJobPartsFragment | null;

/** Makes the same one-time invoice for the customers that are ticked: shown first for each. */
export function InvoiceChosen({ rows, pending, clear }: ChosenProps<CustomerRowFragment>) {
  const [step, setStep] = useState<Step>(null);
  const close = () => setStep(null);
  return (
    <>
      <Button variant="outlined" disabled={pending} onClick={() => setStep('ASKED')}>
        One-time invoice
      </Button>
      {step === 'ASKED' && <AskLines customers={rows} onBegun={setStep} onClose={close} />}
      {step !== null && step !== 'ASKED' && (
        <MassJobDialog begun={step} title="Invoice customers" onClose={close} onDone={clear} />
      )}
    </>
  );
}

function AskLines({
  customers,
  onBegun,
  onClose,
}: {
  customers: readonly CustomerRowFragment[];
  onBegun: (job: MassJobPartsFragment) => void;
  onClose: () => void;
}) {
  const locale = useLocale();
  const viewer = useViewer();
  const [documentDate, setDocumentDate] = useState(useToday());
  const [dueDate, setDueDate] = useState('');
  const [draft, setDraft] = useState(false);
  const submission = useSubmit();
  const { lines, setLines, rates } = useTypedLines(
    [...new Set(customers.map(({ partner }) => partner.id))],
    documentDate,
  );
  const currency = customers[0]?.currency ?? viewer?.partner.currency ?? 'EUR';
  const look = () => {
    const missing = missingInLines(lines);
    if (Object.keys(missing).length > 0) return submission.refuse(missing);
    return submission.submit(async () => {
      const invoice = {
        documentDate,
        dueDate: dueDate || null,
        draft,
        lines: lines.map(lineInput),
      };
      const ids = customers.map(({ id }) => id);
      onBegun((await request(PreviewInvoices, { ids, invoice })).previewInvoices);
    });
  };
  const errors = withoutPrefix(submission.fields);
  return (
    <FormDialog
      title={`The same invoice for ${countOf(customers.length, 'customer', 'customers', locale)}`}
      submitLabel="Show what is invoiced"
      busyLabel="Looking"
      submission={submission}
      onSubmit={() => void look()}
      onClose={onClose}
      failure="What would be invoiced could not be worked out."
      width="md"
    >
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' } }}>
        <Field
          name="documentDate"
          label="Date"
          type="date"
          value={documentDate}
          onChange={setDocumentDate}
          errors={errors}
          required
        />
        <Field
          name="dueDate"
          label="Pay by"
          type="date"
          value={dueDate}
          onChange={setDueDate}
          errors={errors}
          help="Empty: by the customer’s terms"
        />
      </Box>
      <LinesEditor
        lines={lines}
        onChange={setLines}
        rates={rates}
        currency={currency}
        errors={errors}
      />
      <FormControlLabel
        control={<Switch checked={draft} onChange={(_event, on) => setDraft(on)} />}
        label="Keep them as drafts"
      />
    </FormDialog>
  );
}

/** The form has the invoice's own fields, the request has them inside `invoice`. */
function withoutPrefix(fields: FieldErrors): FieldErrors {
  return Object.fromEntries(
    Object.entries(fields).map(([name, problem]) => [name.replace(/^invoice\./, ''), problem]),
  );
}
