import { FieldGroup } from '../ui/Field.tsx';

interface TickProps {
  label: string;
  hint?: string;
  error?: string;
  options: readonly (readonly [value: string, label: string])[];
  chosen: readonly string[];
  onTick: (chosen: readonly string[]) => void;
}

/** Some of several, in the order they are offered. */
export function Tick({ options, chosen: now, onTick, ...frame }: TickProps) {
  return (
    <FieldGroup {...frame}>
      <div className="ticks">
        {options.map(([value, label]) => (
          <label key={value}>
            <input
              type="checkbox"
              checked={now.includes(value)}
              aria-invalid={frame.error ? true : undefined}
              onChange={(event) =>
                onTick(
                  options
                    .map(([each]) => each)
                    .filter((each) => (each === value ? event.target.checked : now.includes(each))),
                )
              }
            />
            <bdi>{label}</bdi>
          </label>
        ))}
      </div>
    </FieldGroup>
  );
}
