import { useEffect, useRef, useState, type FormEvent } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { useMutation } from 'urql';
import { failureOf, fieldMessage, type Failure } from '../api/failure.ts';
import { operation } from '../api/operation.ts';
import { ResetPasswordDocument } from '../generated/graphql.ts';
import { Button } from '../ui/Button.tsx';
import { Field, focusFirstError } from '../ui/Field.tsx';
import { FailureNotice, Notice } from '../ui/Notice.tsx';
import { useWords } from '../words/useWords.tsx';
import { Entrance } from './Entrance.tsx';

/** Where the link of a mail leads, to somebody new and to somebody who forgot: chooses the password. */
export default function ResetPassword({ onSignIn }: { onSignIn: () => void }) {
  const words = useWords().reset;
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const [token] = useState(() => params.get('token') ?? '');
  const [outcome, setOutcome] = useState<'open' | 'spent' | 'done'>('open');
  // It opens the account: not for the address bar, the history, or who looks over a shoulder.
  useEffect(() => {
    if (params.has('token')) void navigate('/reset-password', { replace: true });
  }, [params, navigate]);

  if (outcome === 'done') {
    return (
      <Entrance title={words.done}>
        <div role="status">
          <Notice tone="paid" icon="check">
            <p>{words.doneLead}</p>
          </Notice>
        </div>
        <Button look="primary" wide onClick={onSignIn}>
          {words.signIn}
        </Button>
      </Entrance>
    );
  }
  if (outcome === 'spent' || !token) {
    const spent = outcome === 'spent';
    return (
      <Entrance title={spent ? words.spent : words.missingToken}>
        <Notice tone="overdue" icon="alert" alert>
          <p>{spent ? words.spentLead : words.missingTokenLead}</p>
        </Notice>
        <Link to="/forgot-password" className="button button-primary button-wide">
          {words.askAnew}
        </Link>
      </Entrance>
    );
  }
  return (
    <Entrance title={words.title}>
      <p className="muted">{words.lead}</p>
      <ChooseForm
        token={token}
        onDone={() => setOutcome('done')}
        onSpent={() => setOutcome('spent')}
      />
    </Entrance>
  );
}

const reset = operation(ResetPasswordDocument);
const [SHORTEST, LONGEST] = [8, 200];

function ChooseForm({
  token,
  onDone,
  onSpent,
}: {
  token: string;
  onDone: () => void;
  onSpent: () => void;
}) {
  const { reset: words, refused: refusals, signIn, profile } = useWords();
  const form = useRef<HTMLFormElement>(null);
  const [password, setPassword] = useState('');
  const [shown, setShown] = useState(false);
  const [wrong, setWrong] = useState<string>();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [{ fetching }, run] = useMutation(reset);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (fetching) return;
    const problem = !password
      ? words.missing
      : password.length < SHORTEST
        ? words.tooShort
        : password.length > LONGEST
          ? words.tooLong
          : undefined;
    setWrong(problem);
    setFailure(null);
    if (problem) return focusFirstError(form.current);
    const { data, error } = await run({ token, password });
    if (data) return onDone();
    const what = error && failureOf(error);
    if (!what) return;
    if (what.fields['token']) return onSpent();
    const refused = fieldMessage(what, 'password', refusals);
    setWrong(refused);
    if (refused) focusFirstError(form.current);
    else setFailure(what);
  };

  return (
    <form ref={form} onSubmit={submit} noValidate className="stack">
      {failure && <FailureNotice failure={failure} />}
      <Field
        label={words.password}
        hint={profile.nextHint}
        name="password"
        type={shown ? 'text' : 'password'}
        value={password}
        onChange={setPassword}
        autoComplete="new-password"
        autoCapitalize="none"
        spellCheck={false}
        error={wrong}
        extra={
          <button
            type="button"
            className="input-button"
            aria-label={shown ? signIn.hidePassword : signIn.showPassword}
            onClick={() => setShown(!shown)}
          >
            {shown ? signIn.hide : signIn.show}
          </button>
        }
      />
      <Button type="submit" look="primary" wide busy={fetching && words.busy}>
        {words.submit}
      </Button>
    </form>
  );
}
