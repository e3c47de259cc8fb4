import { useRef, useState, type FormEvent } from 'react';
import { useMutation } from 'urql';
import { failureOf, fieldMessage, type Failure } from '../api/failure.ts';
import { operation } from '../api/operation.ts';
import { UpdateProfileDocument, type ProfilePartsFragment } from '../generated/graphql.ts';
import { Button } from '../ui/Button.tsx';
import { Field, focusFirstError } from '../ui/Field.tsx';
import { FailureNotice, Notice } from '../ui/Notice.tsx';
import { useWords } from '../words/useWords.tsx';

const updateProfile = operation(UpdateProfileDocument);

const fields = [
  ['email', 'email', 'email'],
  ['phone', 'tel', 'tel'],
  ['street', 'street-address', 'text'],
  ['zip', 'postal-code', 'text'],
  ['city', 'address-level2', 'text'],
  ['country', 'country-name', 'text'],
] as const;
type FieldName = (typeof fields)[number][0];

/** Only what was changed is sent; what was typed stays, whatever happens. */
export function ContactForm({ customer: read }: { customer: ProfilePartsFragment }) {
  const { profile: words, refused } = useWords();
  const form = useRef<HTMLFormElement>(null);
  const [changes, setChanges] = useState<Partial<Record<FieldName, string>>>({});
  const [password, setPassword] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [checked, setChecked] = useState(false);
  const [saved, setSaved] = useState<readonly string[] | null>(null);
  const [{ fetching }, run] = useMutation(updateProfile);
  // what was saved a moment ago holds before the page has read it again
  const [answer, setAnswer] = useState<{ over: unknown; now: ProfilePartsFragment } | null>(null);
  const latest = useRef(read);
  latest.current = read;
  const customer = answer?.over === read ? answer.now : read;
  const email = customer.email ?? null;

  // links to choose a new password go to the e-mail address: another one takes the present password
  const moves = changes.email !== undefined && changes.email.trim() !== (email ?? '');
  const change = (name: FieldName, value: string) => {
    setChanges({ ...changes, [name]: value });
    setSaved(null);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (fetching) return;
    setFailure(null);
    setSaved(null);
    if (Object.keys(changes).length === 0) {
      setSaved([words.saved]);
      return;
    }
    if (moves && !password) {
      setChecked(true);
      return focusFirstError(form.current);
    }
    const { data, error } = await run({
      ...changes,
      ...(moves ? { currentPassword: password } : {}),
    });
    if (data) {
      setChanges({});
      setAnswer({ over: latest.current, now: data.updateProfile });
      setPassword('');
      setChecked(false);
      setSaved([
        words.saved,
        ...(moves ? emailWords(words, email, data.updateProfile.email ?? null) : []),
      ]);
    }
    if (error) {
      setFailure(failureOf(error));
      focusFirstError(form.current);
    }
  };

  const passwordError = moves
    ? checked && !password
      ? words.missingCurrent
      : fieldMessage(failure, 'currentPassword', refused) && words.wrongCurrent
    : undefined;
  const unplaced =
    failure &&
    !(
      failure.kind === 'input' &&
      (passwordError ?? fields.some(([name]) => fieldMessage(failure, name, refused)))
    );
  return (
    <section aria-labelledby="contact">
      <h2 id="contact">{words.contact}</h2>
      <form ref={form} onSubmit={submit} noValidate className="card stack">
        <Known customer={customer} />
        <div className="fields">
          {fields.map(([name, autoComplete, type]) => (
            <Field
              key={name}
              label={words[name]}
              name={name}
              type={type}
              autoComplete={autoComplete}
              value={changes[name] ?? customer[name] ?? ''}
              onChange={(value) => change(name, value)}
              error={fieldMessage(failure, name, refused)}
            />
          ))}
        </div>
        {moves && (
          <Field
            label={words.emailPassword}
            name="currentPassword"
            type="password"
            autoComplete="current-password"
            hint={words.emailPasswordHint}
            value={password}
            onChange={setPassword}
            error={passwordError}
          />
        )}
        {unplaced && <FailureNotice failure={failure} />}
        <Saved said={saved} />
        <div>
          <Button type="submit" look="primary" busy={fetching && words.saving}>
            {words.save}
          </Button>
        </div>
      </form>
    </section>
  );
}

/** What is said of another address, and whom it is told to. */
function emailWords(
  words: ReturnType<typeof useWords>['profile'],
  before: string | null,
  now: string | null,
): string[] {
  return [now ? words.emailIs(now) : words.emailGone, ...(before ? [words.emailTold(before)] : [])];
}

function Saved({ said }: { said: readonly string[] | null }) {
  return (
    <div role="status">
      {said && (
        <Notice tone="paid" icon="check">
          {said.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </Notice>
      )}
    </div>
  );
}

/** What only support changes. */
function Known({ customer }: { customer: ProfilePartsFragment }) {
  const words = useWords().profile;
  return (
    <>
      <dl className="known">
        <div>
          <dt>{words.name}</dt>
          <dd>{customer.name}</dd>
        </div>
        <div>
          <dt>{words.number}</dt>
          <dd>{customer.number}</dd>
        </div>
        {customer.login && (
          <div>
            <dt>{words.login}</dt>
            <dd>{customer.login}</dd>
          </div>
        )}
      </dl>
      <p className="hint">{words.nameHint}</p>
    </>
  );
}
