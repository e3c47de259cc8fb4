import { useId, type InputHTMLAttributes, type ReactNode } from 'react';

interface FieldFrameProps {
  label: string;
  hint?: string;
  /** What to do about it, in words; shown at the field and read out with it. */
  error?: string;
}

interface FieldProps
  extends
    FieldFrameProps,
    Omit<InputHTMLAttributes<HTMLInputElement>, 'id' | 'className' | 'onChange'> {
  /** Beside the input, inside its frame. */
  extra?: ReactNode;
  onChange: (value: string) => void;
}

/** What ties an input to its label, hint and error. */
export interface InputTies {
  id: string;
  'aria-invalid': true | undefined;
  'aria-describedby': string | undefined;
}

/** A label, a hint and an error around one input of any kind. */
export function FieldFrame({
  label,
  hint,
  error,
  bare,
  children,
}: FieldFrameProps & { bare?: boolean; children: (ties: InputTies) => ReactNode }) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  const input = children({
    id,
    'aria-invalid': error ? true : undefined,
    'aria-describedby': described || undefined,
  });
  return (
    <div className="field">
      <label htmlFor={id}>
        <bdi>{label}</bdi>
      </label>
      {hint && (
        <p id={`${id}-hint`} className="hint">
          <bdi>{hint}</bdi>
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="field-error">
          {error}
        </p>
      )}
      {bare ? input : <div className={error ? 'input input-wrong' : 'input'}>{input}</div>}
    </div>
  );
}

export function Field({ label, hint, error, extra, onChange, ...input }: FieldProps) {
  return (
    <FieldFrame label={label} hint={hint} error={error}>
      {(ties) => (
        <>
          <input {...input} {...ties} onChange={(event) => onChange(event.target.value)} />
          {extra}
        </>
      )}
    </FieldFrame>
  );
}

/** The same for inputs that belong together, such as a choice of several. */
export function FieldGroup({
  label,
  hint,
  error,
  children,
}: FieldFrameProps & { children: ReactNode }) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <fieldset className="field" aria-describedby={described || undefined}>
      <legend>
        <bdi>{label}</bdi>
      </legend>
      {hint && (
        <p id={`${id}-hint`} className="hint">
          <bdi>{hint}</bdi>
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="field-error">
          {error}
        </p>
      )}
      {children}
    </fieldset>
  );
}

/** Moves to the first wrong input of a form, once its errors are shown, which may take some frames after an answer. */
export function focusFirstError(form: HTMLFormElement | null, frames = 10): void {
  requestAnimationFrame(() => {
    const wrong = form?.querySelector<HTMLInputElement>('[aria-invalid="true"]');
    if (wrong) wrong.focus();
    else if (frames > 0) focusFirstError(form, frames - 1);
  });
}
