import { useState } from 'react';
import { Box } from '@mui/material';
import { useQueryClient } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import { Choice, Field, MoneyField } from '../kit/form/Fields.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useSubmit, type FieldErrors } from '../kit/form/useSubmit.ts';
import { EMPTY, newPart, taxRateInput, type TaxKind, type TaxRateDraft } from './taxRateDraft.ts';
import { TaxParts } from './TaxParts.tsx';
import { createTaxRateDocument, updateTaxRateDocument } from './taxRates.ts';

interface TaxRateDialogProps {
  title: string;
  /** The rate that is changed, as it is by now; a new one of the viewer's partner without. */
  rate?: { id: string; draft: TaxRateDraft };
  onClose: () => void;
  onSaved: (rate: { id: string; name: string }) => void;
}

const KINDS: readonly { value: TaxKind; label: string }[] = [
  { value: 'PERCENT', label: 'A percent' },
  { value: 'GROUP', label: 'Several taxes together' },
  { value: 'E', label: 'Nothing: exempt' },
  { value: 'AE', label: 'Nothing: reverse charge' },
  { value: 'O', label: 'Nothing: outside the scope of tax' },
];

/** Makes or changes a rate, and tells the lists that show rates. */
export function TaxRateDialog({ title, rate, onClose, onSaved }: TaxRateDialogProps) {
  const queryClient = useQueryClient();
  const submission = useSubmit();
  const [draft, setDraft] = useState(rate?.draft ?? EMPTY);
  const set = (change: Partial<TaxRateDraft>) => setDraft((before) => ({ ...before, ...change }));
  const errors = submission.fields;
  const save = async () => {
    await submission.submit(async () => {
      const input = taxRateInput(draft);
      const saved = rate
        ? (await request(updateTaxRateDocument, { id: rate.id, input })).updateTaxRate
        : (await request(createTaxRateDocument, { input })).createTaxRate;
      await queryClient.invalidateQueries({ queryKey: ['tax-rates'] });
      onSaved(saved);
    });
  };
  return (
    <FormDialog
      title={title}
      submitLabel={rate ? 'Change tax rate' : 'Create tax rate'}
      submission={submission}
      onSubmit={() => void save()}
      onClose={onClose}
      failure={rate ? 'The tax rate was not changed.' : 'The tax rate was not created.'}
      width={draft.kind === 'GROUP' ? 'md' : 'sm'}
    >
      <Field
        name="name"
        label="Name"
        value={draft.name}
        onChange={(name) => set({ name })}
        errors={errors}
        help="As your people know it, such as VAT."
        required
        autoFocus
      />
      <Choice
        name="category"
        label="It takes"
        value={draft.kind}
        onChange={(kind) =>
          set({ kind, ...(kind === 'GROUP' && !draft.parts.length && { parts: [newPart()] }) })
        }
        choices={KINDS}
        errors={errors}
      />
      <Taken draft={draft} set={set} errors={errors} />
      {rate && (
        <>
          <Field
            name="validFrom"
            label="Holds from"
            type="date"
            value={draft.validFrom}
            onChange={(validFrom) => set({ validFrom })}
            errors={errors}
            help="What is charged keeps its tax. A period that spans this day is split there."
            required
          />
          <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
            Previews that it changes say so and are made again. A change planned for a later day is
            replaced.
          </Box>
        </>
      )}
    </FormDialog>
  );
}

interface TakenProps {
  draft: TaxRateDraft;
  set: (change: Partial<TaxRateDraft>) => void;
  errors: FieldErrors;
}

/** How much it takes, or why nothing. */
function Taken({ draft, set, errors }: TakenProps) {
  switch (draft.kind) {
    case 'PERCENT':
      return (
        <MoneyField
          name="percent"
          label="Percent"
          value={draft.percent}
          onChange={(percent) => set({ percent })}
          unit="%"
          errors={errors}
          help="Up to four decimals. 0 is zero-rated, which is something else than exempt."
          required
        />
      );
    case 'GROUP':
      return <TaxParts parts={draft.parts} onChange={(parts) => set({ parts })} errors={errors} />;
    default:
      return (
        <Field
          name="exemptReason"
          label="Why, as invoices print it"
          value={draft.reason}
          onChange={(reason) => set({ reason })}
          errors={errors}
          required={draft.kind === 'E'}
          help={
            draft.kind === 'E'
              ? 'The law that exempts it, in the words of the invoice.'
              : 'May be empty: invoices say what it is in any case.'
          }
        />
      );
  }
}
