import { useRef, useState, type FormEvent } from 'react';
import { useMutation } from 'urql';
import { failureOf, fieldMessage, type Failure } from '../api/failure.ts';
import { operation } from '../api/operation.ts';
import { ChangePasswordDocument } from '../generated/graphql.ts';
import { Button } from '../ui/Button.tsx';
import { Field, focusFirstError } from '../ui/Field.tsx';
import { FailureNotice, Notice } from '../ui/Notice.tsx';
import { useWords } from '../words/useWords.tsx';

const changePassword = operation(ChangePasswordDocument);

/** Changing it signs out everywhere else, which is what `onChanged` is for. */
export function PasswordForm({ login, onChanged }: { login: string; onChanged: () => void }) {
  const { profile: words, refused } = useWords();
  const form = useRef<HTMLFormElement>(null);
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [checked, setChecked] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [done, setDone] = useState(false);
  const [{ fetching }, run] = useMutation(changePassword);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (fetching) return;
    setChecked(true);
    setFailure(null);
    setDone(false);
    if (!current || !next) return focusFirstError(form.current);
    const { data, error } = await run({ current, next });
    if (data) {
      setCurrent('');
      setNext('');
      setChecked(false);
      setDone(true);
      onChanged();
    }
    if (error) {
      setFailure(failureOf(error));
      focusFirstError(form.current);
    }
  };

  const currentError =
    checked && !current
      ? words.missingCurrent
      : fieldMessage(failure, 'current', refused) && words.wrongCurrent;
  const nextError = checked && !next ? words.missingNext : fieldMessage(failure, 'next', refused);
  const unplaced = failure && !(failure.kind === 'input' && (currentError ?? nextError));
  return (
    <section aria-labelledby="password">
      <h2 id="password">{words.password}</h2>
      <form ref={form} onSubmit={submit} noValidate className="card stack">
        {/* Tells a password manager whose password this is. */}
        <input type="text" name="username" autoComplete="username" value={login} readOnly hidden />
        <Field
          label={words.current}
          name="current"
          type="password"
          autoComplete="current-password"
          value={current}
          onChange={setCurrent}
          error={currentError}
        />
        <Field
          label={words.next}
          name="next"
          type="password"
          autoComplete="new-password"
          hint={words.nextHint}
          value={next}
          onChange={setNext}
          error={nextError}
        />
        {unplaced && <FailureNotice failure={failure} />}
        <div role="status">
          {done && (
            <Notice tone="paid" icon="check">
              <p>{words.changed}</p>
            </Notice>
          )}
        </div>
        <div>
          <Button type="submit" busy={fetching && words.saving}>
            {words.changePassword}
          </Button>
        </div>
      </form>
    </section>
  );
}
