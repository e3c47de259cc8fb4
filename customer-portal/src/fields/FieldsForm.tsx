import { useRef, useState, type FormEvent } from 'react';
import { useMutation } from 'urql';
import { failureOf, type Failure } from '../api/failure.ts';
import { operation } from '../api/operation.ts';
import { UpdateMyFieldsDocument } from '../generated/graphql.ts';
import { Button } from '../ui/Button.tsx';
import { focusFirstError } from '../ui/Field.tsx';
import { FailureNotice, Notice } from '../ui/Notice.tsx';
import { useSpeech } from '../words/useWords.tsx';
import { draftOf, isUnchanged, valueOfDraft, type Draft } from './drafts.ts';
import { FieldInput } from './FieldInput.tsx';
import { fitting, problemWords } from './problems.ts';
import { valuesOf, type CustomField, type FieldValue } from './values.ts';

const update = operation(UpdateMyFieldsDocument);

/**
 * The fields that a customer fills in itself. Only what was changed is sent; what was typed stays,
 * whatever happens.
 */
export function FieldsForm({
  customerId,
  fields,
  values: json,
}: {
  customerId: string;
  fields: readonly CustomField[];
  values: unknown;
}) {
  const {
    words: { fields: words },
    locale,
  } = useSpeech();
  const form = useRef<HTMLFormElement>(null);
  const [drafts, setDrafts] = useState<Readonly<Record<string, Draft>>>({});
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const [failure, setFailure] = useState<Failure | null>(null);
  const [saved, setSaved] = useState(false);
  const [{ fetching }, run] = useMutation(update);
  const [answered, setAnswered] = useState<{ before: unknown; after: unknown } | null>(null);
  // What saving answered, until the page has asked again: nothing shows its old value in between.
  const stored = valuesOf(answered && answered.before === json ? answered.after : json);
  const initial = (field: CustomField) => draftOf(field, stored.get(field.key), locale);

  const change = (key: string, draft: Draft) => {
    setDrafts({ ...drafts, [key]: draft });
    setSaved(false);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (fetching) return;
    setFailure(null);
    setSaved(false);
    const changed = fields.filter(
      (field) => field.key in drafts && !isUnchanged(drafts[field.key] ?? '', initial(field)),
    );
    const read = new Map(
      changed.map((field) => [field.key, valueOfDraft(field, drafts[field.key] ?? '', locale)]),
    );
    const wrong = Object.fromEntries(
      changed.flatMap((field) =>
        read.get(field.key) === undefined ? [[field.key, fitting(field, words, locale)]] : [],
      ),
    );
    setProblems(wrong);
    if (Object.keys(wrong).length > 0) return focusFirstError(form.current);
    // Nothing was changed, so everything is saved as it stands.
    if (changed.length === 0) {
      setDrafts({});
      setSaved(true);
      return;
    }
    const { data, error } = await run({
      id: customerId,
      values: Object.fromEntries(read) as Record<string, FieldValue | null>,
    });
    if (data) {
      setAnswered({ before: json, after: data.updateCustomer.customFields });
      setDrafts({});
      setSaved(true);
    }
    if (error) refused(failureOf(error));
  };
  const refused = (what: Failure) => {
    const found = Object.fromEntries(
      fields.flatMap((field) => {
        const said =
          what.fields[`input.customFields.${field.key}`] ??
          what.fields[`customFields.${field.key}`];
        return said === undefined ? [] : [[field.key, problemWords(field, said, words, locale)]];
      }),
    );
    setProblems(found);
    if (Object.keys(found).length > 0) focusFirstError(form.current);
    else setFailure(what);
  };

  return (
    <form ref={form} onSubmit={submit} noValidate className="stack">
      {fields.map((field) => (
        <FieldInput
          key={field.id}
          field={field}
          draft={drafts[field.key] ?? initial(field)}
          saved={!(field.key in drafts)}
          error={problems[field.key]}
          onDraft={(draft) => change(field.key, draft)}
        />
      ))}
      {failure && <FailureNotice failure={failure} />}
      <div role="status">
        {saved && (
          <Notice tone="paid" icon="check">
            <p>{words.saved}</p>
          </Notice>
        )}
      </div>
      <div>
        <Button type="submit" busy={fetching && words.save}>
          {words.save}
        </Button>
      </div>
    </form>
  );
}
