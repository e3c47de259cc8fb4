import { useRef, useState, type FormEvent } from 'react';
import { Link, useLocation } from 'react-router';
import { useMutation, useQuery } from 'urql';
import { failureOf, type Failure } from '../api/failure.ts';
import { operation } from '../api/operation.ts';
import { PasswordLinksGoDocument, RequestPasswordResetDocument } from '../generated/graphql.ts';
import { Button } from '../ui/Button.tsx';
import { Field, focusFirstError } from '../ui/Field.tsx';
import { FailureNotice, Notice } from '../ui/Notice.tsx';
import { LoadingRows } from '../ui/states.tsx';
import { useWords } from '../words/useWords.tsx';
import { useBrand } from './brand.ts';
import { Entrance } from './Entrance.tsx';

const request = operation(RequestPasswordResetDocument);
const linksGo = operation(PasswordLinksGoDocument);

/** What was typed at the sign-in comes along. */
const typedBefore = (state: unknown): string =>
  typeof state === 'object' &&
  state !== null &&
  'identifier' in state &&
  typeof state.identifier === 'string'
    ? state.identifier
    : '';

/** Asks for a link to choose a new password. It says the same whether or not there is such an account. */
export default function ForgotPassword() {
  const { forgot: words, signIn } = useWords();
  const brand = useBrand();
  const form = useRef<HTMLFormElement>(null);
  const { state } = useLocation();
  const [identifier, setIdentifier] = useState(() => typedBefore(state));
  const [missing, setMissing] = useState(false);
  const [sentTo, setSentTo] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [{ fetching }, run] = useMutation(request);
  const [{ data: going, fetching: asking }] = useQuery({ query: linksGo });

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (fetching) return;
    const name = identifier.trim();
    setMissing(!name);
    setFailure(null);
    if (!name) return focusFirstError(form.current);
    const { data, error } = await run({ identifier: name });
    if (data) setSentTo(name);
    else if (error) setFailure(failureOf(error));
  };

  if (asking || going?.passwordLinksGo === false)
    return (
      <Entrance
        title={words.title}
        after={
          <p className="centred">
            <Link to="/" className="target">
              {words.back}
            </Link>
          </p>
        }
      >
        {asking ? (
          <LoadingRows />
        ) : (
          <p>{words.noMail(brand.name, Boolean(brand.supportEmail ?? brand.supportPhone))}</p>
        )}
      </Entrance>
    );
  return (
    <Entrance
      title={sentTo ? words.sent : words.title}
      after={
        <p className="centred">
          <Link to="/" className="target">
            {words.back}
          </Link>
        </p>
      }
    >
      <div role="status" className="stack">
        {sentTo && (
          <>
            <Notice tone="waiting" icon="clock">
              <p>{words.sentLead(sentTo)}</p>
            </Notice>
            <p className="muted">{words.nothingCame}</p>
          </>
        )}
      </div>
      {sentTo ? (
        <Button onClick={() => setSentTo(null)}>{words.again}</Button>
      ) : (
        <>
          <p className="muted">{words.lead}</p>
          {failure &&
            (failure.kind === 'limited' ? (
              <Notice tone="overdue" icon="clock" alert>
                <p>{words.limited}</p>
              </Notice>
            ) : (
              <FailureNotice failure={failure} />
            ))}
          <form ref={form} onSubmit={submit} noValidate className="stack">
            <Field
              label={signIn.identifier}
              name="identifier"
              value={identifier}
              onChange={setIdentifier}
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              error={missing ? signIn.missingIdentifier : undefined}
            />
            <Button type="submit" look="primary" wide busy={fetching && words.busy}>
              {words.submit}
            </Button>
          </form>
        </>
      )}
    </Entrance>
  );
}
