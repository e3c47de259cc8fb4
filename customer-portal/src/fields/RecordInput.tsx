import { Choose } from './Choose.tsx';
import { useOwnRecords } from './records.ts';
import { useWords } from '../words/useWords.tsx';
import type { CustomField } from './values.ts';

interface RecordInputProps {
  label: string;
  hint?: string;
  error?: string;
  field: CustomField;
  chosen: string;
  onChoose: (id: string) => void;
}

/** One of the reader's own records. */
export function RecordInput({ field, chosen, onChoose, ...frame }: RecordInputProps) {
  const words = useWords();
  const records = useOwnRecords(field.references);
  const options = (records ?? []).map(({ id, name }) => [id, name] as const);
  // Set by staff, or older than the list.
  const beyond =
    chosen && !options.some(([id]) => id === chosen)
      ? [[chosen, records ? words.fields.known : words.loading] as const]
      : [];
  return (
    <Choose
      {...frame}
      options={[...options, ...beyond]}
      chosen={chosen}
      none={field.required && chosen ? null : words.fields.none}
      onChoose={onChoose}
    />
  );
}
