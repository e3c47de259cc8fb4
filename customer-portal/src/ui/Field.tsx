import { useId, type InputHTMLAttributes, type ReactNode } from 'react';

interface FieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'id' | 'className' | 'onChange'> {
  label: string;
  hint?: string;
  /** What to do about it, in words; shown at the field and read out with it. */
  error?: string;
  /** Beside the input, inside its frame. */
  extra?: ReactNode;
  onChange: (value: string) => void;
}

export function Field({ label, hint, error, extra, onChange, ...input }: FieldProps) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {hint && <p id={`${id}-hint`} className="hint">{hint}</p>}
      {error && <p id={`${id}-error`} className="field-error">{error}</p>}
      <div className={error ? 'input input-wrong' : 'input'}>
        <input {...input} id={id} aria-invalid={error ? true : undefined} aria-describedby={described || undefined} onChange={(event) => onChange(event.target.value)} />
        {extra}
      </div>
    </div>
  );
}

/** Moves to the first wrong input of a form, once its errors are shown. */
export function focusFirstError(form: HTMLFormElement | null): void {
  requestAnimationFrame(() => form?.querySelector<HTMLInputElement>('[aria-invalid="true"]')?.focus());
}
