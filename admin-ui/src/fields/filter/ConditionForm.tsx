import { useState } from 'react';
import { Box, Button, Typography } from '@mui/material';
import type { CustomFieldOperator } from '../../generated/graphql.ts';
import { Choice } from '../../kit/form/Fields.tsx';
import { SentForm } from '../../kit/form/SentForm.tsx';
import type { CustomField } from '../api.ts';
import { draftOf, givenOf, type Draft } from '../drafts.ts';
import { CustomFieldInput } from '../inputs/CustomFieldInput.tsx';
import { isEmptyValue, readValue, sentence } from '../rules.ts';
import { comparedWith, operatorsOf, takesValue, type FieldCondition } from './operators.ts';

interface ConditionFormProps {
  fields: readonly CustomField[];
  onApply: (condition: FieldCondition) => void;
  onCancel: () => void;
}

/** One condition: which field, how it compares, and with what. */
export function ConditionForm({ fields, onApply, onCancel }: ConditionFormProps) {
  const [key, setKey] = useState(fields[0]?.key ?? '');
  const [chosen, setChosen] = useState<CustomFieldOperator | null>(null);
  const [draft, setDraft] = useState<Draft | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const field = fields.find((each) => each.key === key) ?? fields[0];
  if (!field) return null;
  const operators = operatorsOf(field);
  const operator =
    operators.find((each) => each.operator === chosen)?.operator ?? operators[0]!.operator;
  const compared = comparedWith(field, operator);
  const value = draft ?? draftOf(compared, null);
  const restart = () => {
    setDraft(null);
    setProblem(null);
  };

  const apply = () => {
    if (!takesValue(operator)) return onApply({ key: field.key, operator });
    const given = givenOf(compared, value);
    if (isEmptyValue(given)) return setProblem('Say what to look for.');
    const read = readValue(compared, given);
    if ('problem' in read) return setProblem(sentence({ label: 'The value' }, read.problem));
    onApply({ key: field.key, operator, value: read.value });
  };

  return (
    <SentForm onSubmit={apply} sx={{ display: 'grid', gap: 1.5 }}>
      <Typography variant="h3" component="h2">
        Filter by a field
      </Typography>
      <Choice
        name="field"
        label="Field"
        value={field.key}
        onChange={(next) => {
          setKey(next);
          setChosen(null);
          restart();
        }}
        choices={fields.map((each) => ({
          value: each.key,
          label: each.archived ? `${each.label} (archived)` : each.label,
        }))}
        errors={{}}
      />
      <Choice
        name="operator"
        label="Condition"
        value={operator}
        onChange={(next) => {
          setChosen(next);
          restart();
        }}
        choices={operators.map((each) => ({ value: each.operator, label: each.label }))}
        errors={{}}
      />
      {takesValue(operator) && (
        <CustomFieldInput
          key={`${field.key} ${operator}`}
          field={compared}
          draft={value}
          onChange={(next) => {
            setDraft(next);
            setProblem(null);
          }}
          problem={problem ?? undefined}
        />
      )}
      <Box sx={{ display: 'flex', gap: 1, justifyContent: 'flex-end' }}>
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="contained">
          Apply filter
        </Button>
      </Box>
    </SentForm>
  );
}
