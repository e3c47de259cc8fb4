import { useState } from 'react';
import { useMutation } from 'urql';
import { failureOf, type Failure } from '../api/failure.ts';
import { operation } from '../api/operation.ts';
import { RemoveSavedMethodDocument, SetDefaultMethodDocument } from '../generated/graphql.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { FailureNotice } from '../ui/Notice.tsx';
import { useSpeech } from '../words/useWords.tsx';
import type { CardHolder } from './holder.ts';

const removeSavedMethod = operation(RemoveSavedMethodDocument);
const setDefaultMethod = operation(SetDefaultMethodDocument);

type Card = CardHolder['savedMethods'][number];

/** The cards that are saved: which is offered first, and the way to remove one. */
export function CardRows({
  customer: { savedMethods, autopay },
  onChanged,
}: {
  customer: CardHolder;
  onChanged: () => void;
}) {
  const { cards: words, pay } = useSpeech().words;
  const [, remove] = useMutation(removeSavedMethod);
  const [, makeFirst] = useMutation(setDefaultMethod);
  const [asking, setAsking] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const change = async (done: string, send: () => Promise<{ error?: unknown }>) => {
    setBusy(true);
    setFailure(null);
    setSaid(null);
    const { error } = (await send()) as Awaited<ReturnType<typeof remove>>;
    setBusy(false);
    setAsking(null);
    if (error) setFailure(failureOf(error));
    else setSaid(done);
    onChanged();
  };
  return (
    <>
      {failure && <FailureNotice failure={failure} />}
      <p role="status" className={said ? 'paid' : 'only-read'}>
        {said}
      </p>
      {savedMethods.length === 0 ? (
        <div className="card">
          <p className="strong">{words.none}</p>
          <p className="muted">{words.noneLead}</p>
        </div>
      ) : (
        <ul className="rows card">
          {savedMethods.map((card) => {
            const name = pay.card(card.brand, card.last4);
            return (
              <li key={card.id}>
                <CardRow
                  card={card}
                  only={savedMethods.length === 1}
                  busy={busy}
                  onFirst={() =>
                    void change(words.nowFirst(name), () => makeFirst({ id: card.id }))
                  }
                  onAsk={() => setAsking(card.id)}
                />
                {asking === card.id && (
                  <Removal
                    name={name}
                    stops={autopay.method?.id === card.id}
                    busy={busy}
                    onKeep={() => setAsking(null)}
                    onRemove={() => void change(words.removed(name), () => remove({ id: card.id }))}
                  />
                )}
              </li>
            );
          })}
        </ul>
      )}
    </>
  );
}

function CardRow({
  card,
  only,
  busy,
  onFirst,
  onAsk,
}: {
  card: Card;
  only: boolean;
  busy: boolean;
  onFirst: () => void;
  onAsk: () => void;
}) {
  const { cards: words, pay, payments } = useSpeech().words;
  const { brand, last4, expMonth, expYear, isDefault, status } = card;
  const name = pay.card(brand, last4);
  const fit = status === 'ACTIVE';
  return (
    <div className="row">
      <span className="row-main">
        <span className="row-title">{name}</span>
        {expMonth !== null && expYear !== null && (
          <span className="row-note">
            {words.expires(String(expMonth).padStart(2, '0'), String(expYear))}
          </span>
        )}
        {card.test && <span className="row-note">{payments.test}</span>}
        {!fit && (
          <span className="with-icon overdue">
            <Icon name="alert" />
            <span>{words.status[status]}</span>
          </span>
        )}
        {fit && isDefault && !only && <span className="row-note">{words.first}</span>}
      </span>
      <span className="actions row-actions">
        {fit && !isDefault && (
          <Button
            look="quiet"
            aria-label={words.makeFirstOf(name)}
            busy={busy && ''}
            onClick={onFirst}
          >
            {words.makeFirst}
          </Button>
        )}
        <Button aria-label={words.removeOf(name)} onClick={onAsk}>
          {words.remove}
        </Button>
      </span>
    </div>
  );
}

function Removal({
  name,
  stops,
  busy,
  onKeep,
  onRemove,
}: {
  name: string;
  /** Automatic payment ends with it. */
  stops: boolean;
  busy: boolean;
  onKeep: () => void;
  onRemove: () => void;
}) {
  const words = useSpeech().words.cards;
  return (
    <div role="group" aria-label={words.removeOf(name)} className="stack row-more">
      <p>
        {words.removeLead(name)} {stops && words.removeStops}
      </p>
      <div className="actions">
        <Button look="primary" autoFocus busy={busy && words.removing} onClick={onRemove}>
          {words.removeOf(name)}
        </Button>
        <Button onClick={onKeep}>{words.keep}</Button>
      </div>
    </div>
  );
}
