import { useId, useRef, useState, type FormEvent } from 'react';
import { useNavigate } from 'react-router';
import type { Failure } from '../api/failure.ts';
import { useSession } from '../session/session.ts';
import { Button } from '../ui/Button.tsx';
import { Field, focusFirstError } from '../ui/Field.tsx';
import { useSpeech } from '../words/useWords.tsx';
import { statementAddress } from './documentAddress.ts';
import { DocumentFailure } from './DocumentFailure.tsx';
import { DownloadButton } from './DownloadButton.tsx';
import { isLocalDate } from '@backhaul/domain/time/calendar';
import { periodOf, PERIODS, type PeriodChoice } from './periods.ts';

/** A statement of account for a period: one press for the usual ones. */
export function StatementForm() {
  const {
    words: { documents: words },
    period: periodWords,
  } = useSpeech();
  const { customer, today } = useSession().viewer;
  const form = useRef<HTMLFormElement>(null);
  const [choice, setChoice] = useState<PeriodChoice>('quarter');
  const [own, setOwn] = useState({ from: '', to: today });
  const [checked, setChecked] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const navigate = useNavigate();
  const choiceId = useId();

  const { from, to } = periodOf(choice, today) ?? own;
  const wrong = {
    from: isLocalDate(from) ? undefined : words.badDay,
    to: !isLocalDate(to) ? words.badDay : to < from ? words.badOrder : undefined,
  };
  const good = () => {
    setChecked(true);
    if (!wrong.from && !wrong.to) return true;
    focusFirstError(form.current);
    return false;
  };
  const look = (event: FormEvent) => {
    event.preventDefault();
    if (good()) void navigate(`/statement?from=${from}&to=${to}`);
  };

  return (
    <section aria-labelledby="statement">
      <h2 id="statement">{words.statement}</h2>
      <form ref={form} onSubmit={look} noValidate className="card stack">
        <p className="muted">{words.statementLead}</p>
        <div className="field">
          <label htmlFor={choiceId}>{words.period}</label>
          <div className="input">
            <select
              id={choiceId}
              value={choice}
              onChange={(event) => {
                setChoice(PERIODS.find((one) => one === event.target.value) ?? 'quarter');
                setChecked(false);
              }}
            >
              {PERIODS.map((one) => (
                <option key={one} value={one}>
                  {words.periods[one]}
                </option>
              ))}
            </select>
          </div>
        </div>
        {choice === 'own' ? (
          <div className="fields">
            <Field
              label={words.from}
              type="date"
              value={own.from}
              max={own.to || today}
              onChange={(day) => setOwn({ ...own, from: day })}
              error={checked ? wrong.from : undefined}
            />
            <Field
              label={words.to}
              type="date"
              value={own.to}
              min={own.from}
              onChange={(day) => setOwn({ ...own, to: day })}
              error={checked ? wrong.to : undefined}
            />
          </div>
        ) : (
          <p className="muted">{periodWords(from, to)}</p>
        )}
        {failure && <DocumentFailure failure={failure} />}
        <div className="actions">
          <Button type="submit">{words.look}</Button>
          <DownloadButton
            address={statementAddress(customer?.id ?? '', from, to).pdf}
            what={words.statement}
            onFailure={setFailure}
            before={good}
          >
            {words.download}
          </DownloadButton>
        </div>
      </form>
    </section>
  );
}
