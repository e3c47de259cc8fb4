import { useState } from 'react';
import { Box, Button } from '@mui/material';
import { countOf } from '@backhaul/domain/text/plural';
import { request } from '../api/client.ts';
import type { CustomerRowFragment, MassJobPartsFragment } from '../generated/graphql.ts';
import { Field } from '../kit/form/Fields.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { useLocale } from '../kit/index.ts';
import type { ChosenProps } from '../kit/list/chosen.ts';
import { PreviewCharges } from './api.ts';
import { MassJobDialog } from './MassJobDialog.tsx';
import { useToday } from '../kit/scope/useToday.ts';

type Step = 'ASKED' | MassJobPartsFragment | null;

/** Charges the customers that are ticked, outside any run: shown first for each, then made. */
export function ChargeChosen({ rows, pending, clear }: ChosenProps<CustomerRowFragment>) {
  const [step, setStep] = useState<Step>(null);
  const close = () => setStep(null);
  return (
    <>
      <Button variant="outlined" disabled={pending} onClick={() => setStep('ASKED')}>
        Charge now
      </Button>
      {step === 'ASKED' && (
        <AskDate ids={rows.map(({ id }) => id)} onBegun={setStep} onClose={close} />
      )}
      {step !== null && step !== 'ASKED' && (
        <MassJobDialog begun={step} title="Charge customers now" onClose={close} onDone={clear} />
      )}
    </>
  );
}

function AskDate({
  ids,
  onBegun,
  onClose,
}: {
  ids: string[];
  onBegun: (job: MassJobPartsFragment) => void;
  onClose: () => void;
}) {
  const locale = useLocale();
  const [date, setDate] = useState(useToday());
  const submission = useSubmit();
  const look = () =>
    submission.submit(async () => {
      onBegun((await request(PreviewCharges, { ids, date })).previewCharges);
    });
  return (
    <FormDialog
      title={`Charge ${countOf(ids.length, 'customer', 'customers', locale)} now`}
      submitLabel="Show what is charged"
      busyLabel="Looking"
      submission={submission}
      onSubmit={() => void look()}
      onClose={onClose}
      failure="What would be charged could not be worked out."
      width="xs"
    >
      <Box>
        What each would be charged as of a day, outside any run, is shown before anything is
        charged.
      </Box>
      <Field
        name="date"
        label="As of"
        type="date"
        value={date}
        onChange={setDate}
        errors={submission.fields}
        required
      />
    </FormDialog>
  );
}
