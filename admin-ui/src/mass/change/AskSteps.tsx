import { useRef, useState } from 'react';
import { Box, Button } from '@mui/material';
import { countOf } from '@backhaul/domain/text/plural';
import { request } from '../../api/client.ts';
import { useScopeFields } from '../../fields/index.ts';
import type { MassJobPartsFragment } from '../../generated/graphql.ts';
import { Field } from '../../kit/form/Fields.tsx';
import { FormDialog } from '../../kit/form/FormDialog.tsx';
import { useSubmit } from '../../kit/form/useSubmit.ts';
import { useLocale } from '../../kit/index.ts';
import { PreviewMassChange } from '../api.ts';
import { fieldsOf, isDated, type ChangedList } from './fields.ts';
import { StepRow } from './StepRow.tsx';
import { hasValue, newStep, stepInput, type StepDraft } from './steps.ts';

/** Which records are to change. */
export interface Meant {
  list: ChangedList;
  count: number;
  ids?: string[];
  filter?: object;
}

interface AskStepsProps {
  meant: Meant;
  onBegun: (job: MassJobPartsFragment) => void;
  onClose: () => void;
}

/** Asks what is to change of many records. */
export function AskSteps({ meant, onBegun, onClose }: AskStepsProps) {
  const { list, count, ids, filter } = meant;
  const locale = useLocale();
  const custom = useScopeFields(list === 'customers' ? 'CUSTOMER' : 'SERVICE');
  const fields = fieldsOf(list, custom.fields);
  const made = useRef(0);
  const [steps, setSteps] = useState<readonly StepDraft[]>(() => [newStep(0)]);
  const [from, setFrom] = useState('');
  const submission = useSubmit();
  const dated = steps.some(({ field }) => field && isDated(field.id));
  const look = () => {
    const missing = missingIn(steps);
    if (Object.keys(missing).length > 0) return submission.refuse(missing);
    return submission.submit(async () => {
      const input = {
        list,
        ids: ids ?? null,
        filter: filter ?? null,
        steps: steps.map(stepInput),
        from: dated && from ? from : null,
      };
      onBegun((await request(PreviewMassChange, { input })).previewMassChange);
    });
  };
  const records = countOf(count, list.slice(0, -1), list, locale);
  return (
    <FormDialog
      title={`Change ${records}`}
      submitLabel="Show what changes"
      busyLabel="Looking"
      submission={submission}
      onSubmit={() => void look()}
      onClose={onClose}
      failure="What would change could not be worked out."
      width="md"
    >
      <Box>
        What becomes of each is shown before anything is changed. It can be taken back for 30 days.
      </Box>
      {steps.map((step, index) => (
        <StepRow
          key={step.key}
          step={step}
          index={index}
          fields={fields}
          errors={submission.fields}
          onChange={(next) => setSteps(steps.map((each) => (each.key === next.key ? next : each)))}
          onRemove={
            steps.length > 1 ? () => setSteps(steps.filter(({ key }) => key !== step.key)) : null
          }
        />
      ))}
      <Box>
        <Button
          onClick={() => {
            made.current += 1;
            setSteps([...steps, newStep(made.current)]);
          }}
        >
          Add another change
        </Button>
      </Box>
      {dated && (
        <Field
          name="from"
          label="Holds from"
          type="date"
          value={from}
          onChange={setFrom}
          errors={submission.fields}
          help="A price without a day: the first that is not charged yet"
        />
      )}
    </FormDialog>
  );
}

function missingIn(steps: readonly StepDraft[]): Record<string, string> {
  return Object.fromEntries(
    steps.flatMap((step, index) => {
      if (!step.field) return [[`steps.${index}.field`, 'Choose what is to change.']];
      return hasValue(step) && stepInput(step).value === null
        ? [[`steps.${index}.value`, 'Say what it becomes.']]
        : [];
    }),
  );
}
