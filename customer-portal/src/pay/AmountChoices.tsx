import type { WhatToPayQuery } from '../generated/graphql.ts';
import { Field } from '../ui/Field.tsx';
import { Money } from '../ui/Money.tsx';
import { useSpeech } from '../words/useWords.tsx';
import type { Choice, ChoiceKind } from './choices.ts';

interface Props {
  data: WhatToPayQuery;
  choices: Choice[];
  kind: ChoiceKind;
  onKind: (kind: ChoiceKind) => void;
  currency: string;
  typed: string;
  onType: (typed: string) => void;
  /** What is wrong with what was typed. */
  wrong: string | undefined;
  disabled: boolean;
}

/** How much to pay: what makes sense now, or an amount that is typed. */
export function AmountChoices({ data, choices, kind, onKind, currency, ...typing }: Props) {
  const words = useSpeech().words.pay;
  // With nothing due there is nothing to choose, only an amount to type.
  const single = choices.length === 1;
  return (
    <fieldset className="card choices" disabled={typing.disabled}>
      <legend>{words.howMuch}</legend>
      {choices.map((choice) => (
        <div key={choice.kind} className={single ? 'choice choice-single' : 'choice'}>
          {!single && (
            <label>
              <input
                type="radio"
                name="how-much"
                value={choice.kind}
                checked={choice.kind === kind}
                onChange={() => onKind(choice.kind)}
              />
              <ChoiceText choice={choice} data={data} />
              {choice.amount !== null && (
                <Money amount={choice.amount} currency={currency} strong />
              )}
            </label>
          )}
          {choice.kind === 'other' && kind === 'other' && (
            <Field
              label={`${words.otherLabel} (${currency})`}
              hint={data.viewer?.customer?.prepaid ? words.otherAhead : words.otherHint}
              inputMode="decimal"
              autoComplete="off"
              value={typing.typed}
              error={typing.wrong}
              onChange={typing.onType}
            />
          )}
        </div>
      ))}
    </fieldset>
  );
}

function ChoiceText({ choice, data }: { choice: Choice; data: WhatToPayQuery }) {
  const {
    words: { pay: words },
  } = useSpeech();
  const [title, note] = {
    invoice: [
      words.thisInvoice,
      data.invoice?.number ? words.invoiceNumber(data.invoice.number) : null,
    ],
    proforma: [
      words.thisProforma,
      data.proforma ? words.proformaNumber(data.proforma.number) : null,
    ],
    lift: [words.unblock, words.unblockLead],
    all: [words.all, null],
    other: [words.other, null],
  }[choice.kind];
  return (
    <span className="choice-text">
      <span className="row-title">{title}</span>
      {note && <span className="row-note">{note}</span>}
    </span>
  );
}
