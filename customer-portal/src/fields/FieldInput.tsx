import type { InputHTMLAttributes } from 'react';
import { Field, FieldFrame } from '../ui/Field.tsx';
import { useWords } from '../words/useWords.tsx';
import { Choose } from './Choose.tsx';
import type { Draft } from './drafts.ts';
import { FileInput } from './FileInput.tsx';
import { PlaceInput } from './PlaceInput.tsx';
import { RecordInput } from './RecordInput.tsx';
import { Tick } from './Tick.tsx';
import type { CustomField } from './values.ts';

export interface FieldInputProps {
  field: CustomField;
  draft: Draft;
  /** Whether it stands as it is kept. */
  saved: boolean;
  error?: string;
  onDraft: (draft: Draft) => void;
}

const keyed = {
  autoCapitalize: 'none',
  autoComplete: 'off',
  spellCheck: false,
  dir: 'ltr',
} as const;
/** How the plain inputs of each type behave; addresses and numbers are written from left to right everywhere. */
const INPUTS: Partial<Record<CustomField['type'], InputHTMLAttributes<HTMLInputElement>>> = {
  TEXT: { dir: 'auto' },
  INTEGER: { inputMode: 'numeric', ...keyed },
  DECIMAL: { inputMode: 'decimal', ...keyed },
  DATE: { type: 'date' },
  DATE_TIME: { type: 'datetime-local' },
  URL: { type: 'url', inputMode: 'url', ...keyed, placeholder: 'https://' },
  EMAIL: { type: 'email', ...keyed, autoComplete: 'email' },
  PHONE: { type: 'tel', ...keyed, autoComplete: 'tel' },
  IP_ADDRESS: keyed,
  MAC_ADDRESS: keyed,
};

/** The input that fits a field's type. */
export function FieldInput(props: FieldInputProps) {
  const { field, draft, saved, error, onDraft } = props;
  const words = useWords().fields;
  const label = field.required ? field.label : words.optional(field.label);
  const frame = { label, hint: field.help ?? undefined, error };
  const text = typeof draft === 'string' ? draft : '';
  switch (field.type) {
    case 'LONG_TEXT':
      return (
        <FieldFrame {...frame}>
          {(ties) => (
            <textarea
              {...ties}
              rows={4}
              dir="auto"
              value={text}
              maxLength={field.maxLength ?? undefined}
              onChange={(event) => onDraft(event.target.value)}
            />
          )}
        </FieldFrame>
      );
    case 'BOOLEAN':
      return (
        <Choose
          {...frame}
          options={[
            ['yes', words.yes],
            ['no', words.no],
          ]}
          chosen={text}
          none={field.required && text ? null : words.none}
          onChoose={onDraft}
        />
      );
    case 'CHOICE':
      return (
        <Choose
          {...frame}
          options={offered(field, [text])}
          chosen={text}
          none={field.required && text ? null : words.none}
          onChoose={onDraft}
        />
      );
    case 'CHOICES':
      return (
        <Tick
          {...frame}
          options={offered(field, chosen(draft))}
          chosen={chosen(draft)}
          onTick={onDraft}
        />
      );
    case 'FILE':
      return <FileInput {...frame} id={text} saved={saved} onChoose={onDraft} />;
    case 'PLACE':
      return <PlaceInput {...frame} draft={chosen(draft)} onDraft={onDraft} />;
    case 'REFERENCE':
      return <RecordInput {...frame} field={field} chosen={text} onChoose={onDraft} />;
    default:
      return (
        <Field
          {...frame}
          {...INPUTS[field.type]}
          maxLength={field.maxLength ?? undefined}
          value={text}
          onChange={onDraft}
        />
      );
  }
}

const chosen = (draft: Draft): readonly string[] => (typeof draft === 'string' ? [] : draft);

/** What may be chosen, and what is chosen although it is no longer offered. */
function offered(field: CustomField, now: readonly string[]): [value: string, label: string][] {
  const options = field.options ?? [];
  return [...options, ...now.filter((each) => each !== '' && !options.includes(each))].map(
    (option) => [option, option],
  );
}
