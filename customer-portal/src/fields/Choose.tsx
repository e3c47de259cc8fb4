import { FieldFrame } from '../ui/Field.tsx';

interface ChooseProps {
  label: string;
  hint?: string;
  error?: string;
  options: readonly (readonly [value: string, label: string])[];
  chosen: string;
  none: string | null;
  onChoose: (value: string) => void;
}

/** One of several, as the system's own list. */
export function Choose({ options, chosen: now, none, onChoose, ...frame }: ChooseProps) {
  return (
    <FieldFrame {...frame}>
      {(ties) => (
        <select {...ties} value={now} onChange={(event) => onChoose(event.target.value)}>
          {none !== null && <option value="">{none}</option>}
          {options.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      )}
    </FieldFrame>
  );
}
