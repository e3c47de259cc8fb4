import { Choice, Field, MoneyField } from '../../kit/form/Fields.tsx';
import { useLocale } from '../../kit/locale.ts';
import { ChoicesInput } from './ChoicesInput.tsx';
import { FileInput } from './FileInput.tsx';
import { hintOf } from './hint.ts';
import type { CustomFieldInputProps, InputProps } from './inputProps.ts';
import { PlaceInput } from './PlaceInput.tsx';
import { ReferenceInput } from './ReferenceInput.tsx';

/** The input of one custom field, of the kind its type needs. */
export function CustomFieldInput(props: CustomFieldInputProps) {
  const hint = hintOf(props.field, useLocale());
  const given: InputProps = { ...props, name: `customFields.${props.field.key}`, hint };
  switch (props.field.type) {
    case 'CHOICES':
      return <ChoicesInput {...given} />;
    case 'FILE':
      return <FileInput {...given} />;
    case 'PLACE':
      return <PlaceInput {...given} />;
    case 'REFERENCE':
      return <ReferenceInput {...given} />;
    case 'CHOICE':
    case 'BOOLEAN':
      return <OneOf {...given} />;
    default:
      return <Typed {...given} />;
  }
}

/** What is typed as text. */
function Typed({ field, draft, onChange, problem, hint, name, disabled }: InputProps) {
  const common = {
    name,
    label: field.label,
    value: typeof draft === 'string' ? draft : '',
    onChange,
    errors: problem ? { [name]: problem } : {},
    help: hint,
    required: field.required,
    disabled: disabled ?? false,
  };
  switch (field.type) {
    case 'INTEGER':
    case 'DECIMAL':
      return <MoneyField {...common} />;
    case 'LONG_TEXT':
      return <Field {...common} multiline />;
    case 'DATE':
      return <Field {...common} type="date" />;
    case 'DATE_TIME':
      return <Field {...common} type="datetime-local" />;
    case 'EMAIL':
      return <Field {...common} type="email" />;
    case 'PHONE':
      return <Field {...common} type="tel" />;
    case 'URL':
      return <Field {...common} type="url" placeholder="https://" />;
    case 'IP_ADDRESS':
      return <Field {...common} placeholder="192.0.2.10" />;
    case 'MAC_ADDRESS':
      return <Field {...common} placeholder="00:1a:2b:3c:4d:5e" />;
    default:
      return <Field {...common} />;
  }
}

/** One of a few: yes and no, or the options. */
function OneOf({ field, draft, onChange, problem, hint, name, disabled }: InputProps) {
  const value = typeof draft === 'string' ? draft : '';
  const offered =
    field.type === 'BOOLEAN'
      ? [
          { value: 'yes', label: 'Yes' },
          { value: 'no', label: 'No' },
        ]
      : (field.options ?? []).map((option) => ({ value: option, label: option }));
  const gone =
    value !== '' && !offered.some((choice) => choice.value === value)
      ? [{ value, label: `${value} (no longer offered)` }]
      : [];
  return (
    <Choice
      name={name}
      label={field.label}
      value={value}
      onChange={onChange}
      choices={[
        { value: '', label: field.type === 'BOOLEAN' ? 'Not said' : 'None chosen' },
        ...offered,
        ...gone,
      ]}
      errors={problem ? { [name]: problem } : {}}
      help={hint}
      required={field.required}
      disabled={disabled ?? false}
    />
  );
}
