import { currencyDigits, formatNumber } from '@backhaul/design';
import { useRef, useState, type FormEvent } from 'react';
import type { WhatToPayQuery } from '../generated/graphql.ts';
import { Button } from '../ui/Button.tsx';
import { Field, focusFirstError } from '../ui/Field.tsx';
import { Money } from '../ui/Money.tsx';
import { FailureNotice, Notice } from '../ui/Notice.tsx';
import { useSpeech } from '../words/useWords.tsx';
import { readAmount, typedAmount } from './amounts.ts';
import type { Choice, ChoiceKind } from './choices.ts';
import { useStartCheckout } from './useStartCheckout.ts';

interface Props {
  data: WhatToPayQuery;
  choices: Choice[];
  kind: ChoiceKind;
  onKind: (kind: ChoiceKind) => void;
  onStale: () => void;
}

/** The amount and the one press that goes to the payment page. */
export function PayForm({ data, choices, kind, onKind, onStale }: Props) {
  const {
    words: { pay: words },
    money,
    locale,
  } = useSpeech();
  const form = useRef<HTMLFormElement>(null);
  // who pays ahead begins with what renews the services next, or a month of days
  const topUp = data.viewer?.customer?.prepaid?.topUp;
  const [typed, setTyped] = useState(topUp ? typedAmount(topUp, locale) : '');
  const [checked, setChecked] = useState(false);
  const customer = data.viewer?.customer;
  const currency = data.invoice?.currency ?? data.proforma?.currency ?? customer?.currency ?? '';
  const { start, busy, failure, changed } = useStartCheckout(onStale);

  const read = readAmount(typed, currency, locale);
  const amount =
    kind === 'other'
      ? read.ok
        ? read.amount
        : null
      : (choices.find((choice) => choice.kind === kind)?.amount ?? null);
  const digits = currencyDigits(currency);
  // With nothing due there is nothing to choose, only an amount to type.
  const single = choices.length === 1;
  const wrong =
    read.ok || kind !== 'other' || !checked
      ? undefined
      : read.why === 'digits'
        ? words.tooManyDigits(digits)
        : words.badAmount(formatNumber(25, locale));

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (amount === null) return focusFirstError(form.current);
    void start({
      invoiceId: kind === 'invoice' ? (data.invoice?.id ?? null) : null,
      proformaId: kind === 'proforma' ? (data.proforma?.id ?? null) : null,
      amount: kind === 'lift' || kind === 'other' ? amount : null,
      shown: amount,
    });
  };

  return (
    <form ref={form} onSubmit={submit} noValidate className="stack">
      <fieldset className="card choices" disabled={busy}>
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
                hint={words.otherHint}
                inputMode="decimal"
                autoComplete="off"
                value={typed}
                error={wrong}
                onChange={(value) => {
                  setTyped(value);
                  setChecked(false);
                }}
              />
            )}
          </div>
        ))}
      </fieldset>
      {changed && (
        <Notice tone="due" icon="alert" alert>
          <p>{words.changed(money(changed.before, currency), money(changed.now, currency))}</p>
        </Notice>
      )}
      {failure && (
        <FailureNotice
          failure={failure}
          title={failure.kind === 'offline' ? undefined : words.failed}
        />
      )}
      <Button type="submit" look="primary" wide busy={busy && words.opening}>
        {amount === null ? words.submitPlain : words.submit(money(amount, currency))}
      </Button>
      {amount !== null && (
        <p className="muted centred">{words.whatHappens(money(amount, currency))}</p>
      )}
    </form>
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
