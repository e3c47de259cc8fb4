import { Box } from '@mui/material';
import { Choice, MoneyField } from '../../kit/form/Fields.tsx';
import type { FieldErrors } from '../../kit/form/useSubmit.ts';
import type { Entity } from '../api.ts';
import { CustomFieldInput } from '../inputs/CustomFieldInput.tsx';
import { longest } from '../rules.ts';
import { entities, entityNames } from '../words.ts';
import { abilitiesOf, lookOf, type DefinitionDraft } from './definition.ts';
import { OptionsEditor } from './OptionsEditor.tsx';

interface TypeOptionsProps {
  draft: DefinitionDraft;
  entity: Entity;
  onChange: (change: Partial<DefinitionDraft>) => void;
  errors: FieldErrors;
  /** Of a field that exists only its options can still be changed. */
  fixed: boolean;
}

const pair = {
  display: 'grid',
  gap: 2,
  gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
  alignItems: 'start',
} as const;

/** What the chosen type can be told more precisely, and what a new record starts with. */
export function TypeOptions({ draft, entity, onChange, errors, fixed }: TypeOptionsProps) {
  const can = abilitiesOf(draft.type);
  const text = (name: 'min' | 'max' | 'minLength' | 'maxLength' | 'decimals') => ({
    name,
    value: draft[name],
    onChange: (value: string) => onChange({ [name]: value }),
    errors,
  });
  return (
    <>
      {can.options && (
        <OptionsEditor
          options={draft.options}
          onChange={(options) => onChange({ options })}
          problem={errors.options}
        />
      )}
      {!fixed && can.references && (
        <Choice
          name="references"
          label="Refers to"
          value={draft.references}
          onChange={(references) => onChange({ references })}
          errors={errors}
          choices={entityNames.map((name) => ({
            value: name,
            label: entities[name].any.replace(/^./, (letter) => letter.toUpperCase()),
          }))}
          help="Only records of the same partner, or above or below it, can be chosen."
        />
      )}
      {!fixed && can.limits && (
        <Box sx={pair}>
          <MoneyField {...text('min')} label="Smallest" help="Empty: no limit" />
          <MoneyField {...text('max')} label="Largest" help="Empty: no limit" />
          {can.decimals && (
            <MoneyField
              {...text('decimals')}
              label="Digits after the point"
              help="0 to 6; empty: up to 6"
            />
          )}
        </Box>
      )}
      {!fixed && can.lengths && (
        <Box sx={pair}>
          <MoneyField
            {...text('minLength')}
            label="Shortest"
            unit="characters"
            help="Empty: no limit"
          />
          <MoneyField
            {...text('maxLength')}
            label="Longest"
            unit="characters"
            help={`Empty: ${longest(draft.type)}`}
          />
        </Box>
      )}
      {!fixed && can.standard && !draft.unique && (
        <DefaultInput draft={draft} entity={entity} onChange={onChange} problem={errors.default} />
      )}
    </>
  );
}

/** The default is typed as a value will be. */
function DefaultInput({
  draft,
  entity,
  onChange,
  problem,
}: Pick<TypeOptionsProps, 'draft' | 'entity' | 'onChange'> & { problem: string | undefined }) {
  const field = {
    ...lookOf(draft, entity),
    label: 'Default',
    key: 'default',
    help: 'What new records start with. Empty: nothing.',
    required: false,
  };
  return (
    <CustomFieldInput
      field={field}
      draft={draft.defaultDraft}
      onChange={(defaultDraft) => onChange({ defaultDraft })}
      problem={problem}
    />
  );
}
