import { useRef, useState, type FormEvent } from 'react';
import { Link } from 'react-router';
import { useMutation } from 'urql';
import { failureOf, type Failure } from '../api/failure.ts';
import { operation } from '../api/operation.ts';
import { SignInDocument } from '../generated/graphql.ts';
import { Button } from '../ui/Button.tsx';
import { Field, focusFirstError } from '../ui/Field.tsx';
import { FailureNotice, Notice } from '../ui/Notice.tsx';
import { useWords } from '../words/useWords.tsx';
import { Entrance } from './Entrance.tsx';

const signIn = operation(SignInDocument);

/** Under the partner's name and colour. The session itself is a cookie that scripts cannot read. */
export function SignIn({ ended, onSignedIn }: { ended: boolean; onSignedIn: () => void }) {
  const words = useWords().signIn;
  const form = useRef<HTMLFormElement>(null);
  const [identifier, setIdentifier] = useState('');
  const [password, setPassword] = useState('');
  const [shown, setShown] = useState(false);
  const [missing, setMissing] = useState({ identifier: false, password: false });
  const [failure, setFailure] = useState<Failure | null>(null);
  const [{ fetching }, run] = useMutation(signIn);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (fetching) return;
    const lacks = { identifier: !identifier.trim(), password: !password };
    setMissing(lacks);
    setFailure(null);
    if (lacks.identifier || lacks.password) return focusFirstError(form.current);
    const { data, error } = await run({ identifier: identifier.trim(), password });
    if (data) onSignedIn();
    else if (error) setFailure(failureOf(error));
  };

  return (
    <Entrance
      title={words.title}
      after={
        <p className="centred">
          <Link to="/forgot-password" state={{ identifier }} className="target">
            {words.forgot}
          </Link>
        </p>
      }
    >
      <p className="muted">{words.lead}</p>
      {ended && !failure && (
        <Notice tone="waiting" icon="clock">
          {words.ended}
        </Notice>
      )}
      {failure && <SignInFailure failure={failure} />}
      <form ref={form} onSubmit={submit} noValidate className="stack">
        <Field
          label={words.identifier}
          name="identifier"
          value={identifier}
          onChange={setIdentifier}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          error={missing.identifier ? words.missingIdentifier : undefined}
        />
        <Field
          label={words.password}
          name="password"
          type={shown ? 'text' : 'password'}
          value={password}
          onChange={setPassword}
          autoComplete="current-password"
          autoCapitalize="none"
          spellCheck={false}
          error={missing.password ? words.missingPassword : undefined}
          extra={
            <button
              type="button"
              className="input-button"
              aria-label={shown ? words.hidePassword : words.showPassword}
              onClick={() => setShown(!shown)}
            >
              {shown ? words.hide : words.show}
            </button>
          }
        />
        <Button type="submit" look="primary" wide busy={fetching && words.busy}>
          {words.submit}
        </Button>
      </form>
    </Entrance>
  );
}

/** The same words for an unknown account and a wrong password; what was typed stays. */
function SignInFailure({ failure }: { failure: Failure }) {
  const words = useWords().signIn;
  if (failure.kind === 'limited')
    return (
      <Notice tone="overdue" icon="clock" alert>
        <p>{words.limited}</p>
      </Notice>
    );
  if (failure.kind === 'offline')
    return (
      <Notice tone="overdue" icon="offline" alert>
        <p>{words.offline}</p>
      </Notice>
    );
  if (failure.kind === 'internal' || failure.kind === 'conflict')
    return <FailureNotice failure={failure} />;
  return (
    <Notice tone="overdue" icon="alert" alert>
      <p className="strong">{words.wrong}</p>
      <p>{words.wrongAdvice}</p>
    </Notice>
  );
}
