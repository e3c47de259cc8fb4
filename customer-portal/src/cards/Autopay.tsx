import { useState } from 'react';
import { useMutation } from 'urql';
import { failureOf, type Failure } from '../api/failure.ts';
import { operation } from '../api/operation.ts';
import { SetAutopayDocument } from '../generated/graphql.ts';
import { Choose } from '../fields/Choose.tsx';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { FailureNotice } from '../ui/Notice.tsx';
import { useSpeech } from '../words/useWords.tsx';
import { usableCards } from '../pay/usableCards.ts';
import type { CardHolder } from './holder.ts';

const setAutopay = operation(SetAutopayDocument);

/** Whether what is due is charged by itself: with which card, when next, and how that is changed. */
export function Autopay({ customer, onChanged }: { customer: CardHolder; onChanged: () => void }) {
  const {
    words: { cards: words, pay },
    date,
    day,
    money,
  } = useSpeech();
  const [, run] = useMutation(setAutopay);
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [wanted, setWanted] = useState<string | null>(null);
  const usable = usableCards(customer);
  const { kind, method, nextAttempt, nextAmount, retries, offsetDays, halt } = customer.autopay;
  const on = kind !== 'OFF';
  const card = usable.find(({ id }) => id === wanted) ?? usable[0];
  const put = async (methodId: string | null) => {
    setBusy(true);
    setFailure(null);
    setSaid(null);
    const { error } = await run({
      customerId: customer.id,
      kind: methodId === null ? 'OFF' : 'SAVED_METHOD',
      methodId,
    });
    setBusy(false);
    if (error) setFailure(failureOf(error));
    else setSaid(methodId === null ? words.autoIsOff : words.autoIsOn);
    onChanged();
  };
  return (
    <section aria-labelledby="autopay" className="stack">
      <h2 id="autopay">{words.auto}</h2>
      {failure && <FailureNotice failure={failure} />}
      <p role="status" className={said ? 'paid' : 'only-read'}>
        {said}
      </p>
      <div className="card stack">
        {on && method && (
          <>
            <p className="with-icon paid">
              <Icon name="check" />
              <span>{words.autoOnLead(pay.card(method.brand, method.last4), offsetDays)}</span>
            </p>
            <p className="muted">
              {nextAttempt && nextAmount
                ? words.autoNext(money(nextAmount, customer.currency), day(nextAttempt))
                : halt
                  ? words.autoHalt[halt]
                  : words.autoNextNone}{' '}
              {retries.length > 0 &&
                words.autoAgain(retries.map((on) => date(on, { year: false })))}
            </p>
          </>
        )}
        {!on && (
          <p className={card ? undefined : 'muted'}>
            {card
              ? words.autoOffLead(pay.card(card.brand, card.last4), offsetDays)
              : words.autoNoCard}
          </p>
        )}
        {usable.length > 1 && card && (
          <Choose
            label={words.autoCard}
            options={usable.map(({ id, brand, last4 }) => [id, pay.card(brand, last4)] as const)}
            chosen={on && wanted === null ? (method?.id ?? card.id) : card.id}
            none={null}
            onChoose={(id) => {
              setWanted(id);
              if (on) void put(id);
            }}
          />
        )}
        {(on || card) && (
          <div className="actions">
            <Button
              look={on ? 'secondary' : 'primary'}
              busy={busy && words.autoSaving}
              onClick={() => void put(on || !card ? null : card.id)}
            >
              {on ? words.autoOff : words.autoOn}
            </Button>
          </div>
        )}
      </div>
    </section>
  );
}
