import { useState } from 'react';
import { Box, Button, Card, CardContent, Typography } from '@mui/material';
import { useNotify } from 'react-admin';
import {
  CustomFieldInputs,
  factsOf,
  asValues,
  useCustomFields,
  useCustomFieldsForm,
} from '../fields/index.ts';
import { request } from '../api/client.ts';
import { Field } from '../kit/form/Fields.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useRefresh } from '../kit/form/useRefresh.ts';
import { useSubmit } from '../kit/form/useSubmit.ts';
import type { InvoiceDetailFragment } from '../generated/graphql.ts';
import { FactList, useCan } from '../kit/index.ts';
import { UpdateInvoiceDetails } from './api.ts';

/**
 * What the office notes about an invoice: its memo and custom fields. Never part of what is
 * printed, and so never fixed by issuing.
 */
export function InvoiceDetails({ invoice }: { invoice: InvoiceDetailFragment }) {
  const mayWrite = useCan('invoices:write');
  const { all } = useCustomFields('INVOICE', invoice.partner.id);
  const [editing, setEditing] = useState(false);
  const facts = [
    ...(invoice.memo
      ? [
          [
            'Internal memo',
            <Box key="memo" sx={{ whiteSpace: 'pre-line' }}>
              {invoice.memo}
            </Box>,
          ] as const,
        ]
      : []),
    ...factsOf(all, invoice.customFields),
  ];
  if (facts.length === 0 && !mayWrite) return null;
  return (
    <Card component="section" aria-label="The office’s notes" sx={{ marginBlockStart: 2 }}>
      <CardContent>
        <Box
          sx={{
            display: 'flex',
            justifyContent: 'space-between',
            gap: 2,
            alignItems: 'center',
            marginBlockEnd: facts.length > 0 ? 1.5 : 0,
          }}
        >
          <Typography variant="h2">The office’s notes</Typography>
          {mayWrite && (
            <Button size="small" variant="outlined" onClick={() => setEditing(true)}>
              {facts.length > 0 ? 'Edit notes' : 'Add a memo'}
            </Button>
          )}
        </Box>
        <FactList facts={facts} />
      </CardContent>
      {editing && <DetailsDialog invoice={invoice} onClose={() => setEditing(false)} />}
    </Card>
  );
}

function DetailsDialog({
  invoice,
  onClose,
}: {
  invoice: InvoiceDetailFragment;
  onClose: () => void;
}) {
  const notify = useNotify();
  const refresh = useRefresh();
  const [memo, setMemo] = useState(invoice.memo ?? '');
  const custom = useCustomFieldsForm('INVOICE', invoice.partner.id, asValues(invoice.customFields));
  const submission = useSubmit();
  const save = async () => {
    const wrong = custom.problems();
    if (Object.keys(wrong).length > 0) return submission.refuse(wrong);
    const done = await submission.submit(async () => {
      await custom.named(() =>
        request(UpdateInvoiceDetails, {
          id: invoice.id,
          memo: memo.trim() || null,
          customFields: custom.input(),
        }),
      );
      notify('Notes saved.', { type: 'success' });
      void refresh();
    });
    if (done) onClose();
  };
  return (
    <FormDialog
      title={`Notes on ${invoice.number ? `invoice ${invoice.number}` : 'the draft'}`}
      submitLabel="Save notes"
      submission={submission}
      onSubmit={() => void save()}
      onClose={onClose}
      failure="The notes were not saved."
    >
      <Box sx={{ color: 'text.secondary' }}>The printed invoice does not change.</Box>
      <Field
        name="memo"
        label="Internal memo"
        value={memo}
        onChange={setMemo}
        errors={submission.fields}
        multiline
        autoFocus
        help="Only for the back office."
      />
      <CustomFieldInputs form={custom} errors={submission.fields} />
    </FormDialog>
  );
}
