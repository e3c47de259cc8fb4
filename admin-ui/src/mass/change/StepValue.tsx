import { CustomFieldInput } from '../../fields/index.ts';
import { Choice, Field, MoneyField } from '../../kit/form/Fields.tsx';
import type { FieldErrors } from '../../kit/form/useSubmit.ts';
import { RecordPicker } from '../../kit/pick/RecordPicker.tsx';
import { LabelsPicker, LocationPicker } from '../../marks/index.ts';
import { tariffReference } from '../../tariffs/index.ts';
import { useQuery } from '@tanstack/react-query';
import { hasValue, type StepDraft } from './steps.ts';

interface StepValueProps {
  step: StepDraft;
  /** The API's name of it, so that a refusal lands here. */
  name: string;
  errors: FieldErrors;
  onChange: (change: Partial<StepDraft>) => void;
}

const unchosen = { value: '', label: 'Choose' } as const;
const yesNo = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
];

/** What a field becomes, by the input that the field needs. */
export function StepValue({ step, name, errors, onChange }: StepValueProps) {
  const { field, text, ids, operation } = step;
  if (!field || !hasValue(step)) return null;
  const typed = {
    name,
    label: operation === 'INCREASE' || operation === 'INCREASE_PERCENT' ? 'By' : 'Value',
    value: text,
    onChange: (next: string) => onChange({ text: next }),
    errors,
  };
  switch (field.input.kind) {
    case 'labels':
      return (
        <LabelsPicker
          partnerId={null}
          label="Which labels"
          value={ids}
          onChange={(next) => onChange({ ids: next })}
          error={errors[name]}
        />
      );
    case 'location':
      return (
        <LocationPicker
          partnerId={null}
          label="Which location"
          name={name}
          value={ids[0] ?? null}
          onChange={(id) => onChange({ ids: id ? [id] : [] })}
          error={errors[name]}
        />
      );
    case 'tariff':
      return <TariffChoice {...{ step, name, errors, onChange }} />;
    case 'custom':
      return (
        <CustomFieldInput
          field={field.input.field}
          draft={step.custom}
          onChange={(custom) => onChange({ custom })}
          problem={errors[name]}
        />
      );
    case 'choice':
      return <Choice {...typed} choices={[unchosen, ...field.input.choices]} />;
    case 'price':
    case 'number':
      return <MoneyField {...typed} {...(operation === 'INCREASE_PERCENT' && { unit: '%' })} />;
    case 'setting':
      return <SettingValue {...typed} input={field.input} />;
    default:
      return <Field {...typed} />;
  }
}

type SettingInput = Extract<NonNullable<StepDraft['field']>['input'], { kind: 'setting' }>;

function SettingValue({
  input: { setting, words },
  ...typed
}: Parameters<typeof MoneyField>[0] & { input: SettingInput }) {
  const { shape } = setting;
  if (shape.kind === 'yes-no') return <Choice {...typed} choices={[unchosen, ...yesNo]} />;
  if (shape.kind === 'choice' || words.options) {
    const choices = Object.entries(words.options ?? {}).map(([value, label]) => ({ value, label }));
    return <Choice {...typed} choices={[unchosen, ...choices]} />;
  }
  return <MoneyField {...typed} {...(words.unit ? { unit: words.unit } : {})} />;
}

function TariffChoice({ step, name, errors, onChange }: StepValueProps) {
  const id = step.ids[0] ?? null;
  const chosen = useQuery({
    queryKey: ['tariffs', 'referred', id],
    queryFn: () => tariffReference.one(id ?? ''),
    enabled: id !== null,
    staleTime: 60_000,
  });
  return (
    <RecordPicker
      label="Which tariff"
      name={name}
      value={id === null ? null : (chosen.data ?? { id, label: '…', detail: '' })}
      onChange={(tariff) => onChange({ ids: tariff ? [tariff.id] : [] })}
      queryKey={['tariffs', 'found']}
      find={tariffReference.find}
      labelOf={({ label }) => label}
      error={errors[name]}
      none="No such tariff"
      failed="The tariffs could not be loaded."
    />
  );
}
