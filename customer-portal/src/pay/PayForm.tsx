import { currencyDigits, formatNumber } from '@backhaul/design';
import { addDecimals } from '@backhaul/domain/money/decimals';
import { useRef, useState, type FormEvent } from 'react';
import type { WhatToPayQuery } from '../generated/graphql.ts';
import { Button } from '../ui/Button.tsx';
import { focusFirstError } from '../ui/Field.tsx';
import { FailureNotice, Notice } from '../ui/Notice.tsx';
import { TestNotice } from '../ui/TestNotice.tsx';
import { useSpeech } from '../words/useWords.tsx';
import { AmountChoices } from './AmountChoices.tsx';
import { readAmount, typedAmount } from './amounts.ts';
import type { Choice, ChoiceKind } from './choices.ts';
import { useStartCheckout } from './useStartCheckout.ts';
import { usableCards } from './usableCards.ts';
import { feeOf, type Way } from './ways.ts';
import { FeeLines, SaveCard, Ways } from './Ways.tsx';

interface Props {
  data: WhatToPayQuery;
  choices: Choice[];
  kind: ChoiceKind;
  onKind: (kind: ChoiceKind) => void;
  onStale: () => void;
  /** One at least. */
  ways: readonly [Way, ...Way[]];
}

/** What is chosen or typed: how much is paid, and by which way. */
function useChosen({ data, choices, kind, ways }: Props) {
  const {
    words: { pay: words },
    locale,
  } = useSpeech();
  const customer = data.viewer?.customer;
  // who pays ahead begins with what renews the services next, or a month of days
  const topUp = customer?.prepaid?.topUp;
  const [typed, setTyped] = useState(topUp ? typedAmount(topUp, locale) : '');
  const [checked, setChecked] = useState(false);
  const [wayKey, setWay] = useState<string | null>(null);
  const [saved, setSaved] = useState(false);
  const currency = data.invoice?.currency ?? data.proforma?.currency ?? customer?.currency ?? '';
  const read = readAmount(typed, currency, locale);
  const amount =
    kind === 'other'
      ? read.ok
        ? read.amount
        : null
      : (choices.find((choice) => choice.kind === kind)?.amount ?? null);
  const digits = currencyDigits(currency);
  const wrong =
    read.ok || kind !== 'other' || !checked
      ? undefined
      : read.why === 'digits'
        ? words.tooManyDigits(digits)
        : words.badAmount(formatNumber(25, locale));
  const way = ways.find(({ key }) => key === wayKey) ?? ways[0];
  const fee = amount === null ? '0' : feeOf(amount, currency, way.account);
  return {
    typed,
    type: (value: string) => {
      setTyped(value);
      setChecked(false);
    },
    check: () => setChecked(true),
    wrong,
    currency,
    amount,
    way,
    setWay,
    fee,
    sum: amount === null ? null : addDecimals([amount, fee]),
    mayKeep: way.card === null && way.account.keepsCards,
    saved,
    setSaved,
  };
}

/** The amount, the way to pay, and the one press that pays with a saved card or goes to the payment page. */
export function PayForm(props: Props) {
  const { data, choices, kind, onKind, onStale, ways } = props;
  const {
    words: { pay: words },
    money,
  } = useSpeech();
  const form = useRef<HTMLFormElement>(null);
  const chosen = useChosen(props);
  const { way, amount, sum, currency } = chosen;
  const { start, busy, failure, changed } = useStartCheckout(onStale);
  const card = way.card && words.card(way.card.brand, way.card.last4);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    chosen.check();
    if (amount === null || sum === null) return focusFirstError(form.current);
    const attempt = {
      invoiceId: kind === 'invoice' ? (data.invoice?.id ?? null) : null,
      proformaId: kind === 'proforma' ? (data.proforma?.id ?? null) : null,
      amount: kind === 'lift' || kind === 'other' ? amount : null,
      shown: sum,
      // With one account the server takes it; where that cannot say the amount, none could.
      gatewayId: !way.card && ways.length > 1 ? way.account.gatewayId : null,
      saveMethod: chosen.mayKeep && chosen.saved,
      methodId: way.card?.id ?? null,
    };
    void start(attempt, amount);
  };
  return (
    <form ref={form} onSubmit={submit} noValidate className="stack">
      <AmountChoices
        data={data}
        choices={choices}
        kind={kind}
        onKind={onKind}
        currency={currency}
        typed={chosen.typed}
        onType={chosen.type}
        wrong={chosen.wrong}
        disabled={busy}
      />
      <Ways ways={ways} chosen={way} disabled={busy} onChoose={chosen.setWay} />
      {way.account.test && <TestNotice />}
      {kind === 'proforma' &&
        data.viewer?.customer &&
        usableCards(data.viewer.customer).length > 0 && (
          <p className="muted">{words.noCardForProforma}</p>
        )}
      {chosen.mayKeep && <SaveCard saved={chosen.saved} disabled={busy} onSave={chosen.setSaved} />}
      {amount !== null && <FeeLines amount={amount} fee={chosen.fee} currency={currency} />}
      {changed && (
        <Notice tone="due" icon="alert" alert>
          <p>{words.changed(money(changed.before, currency), money(changed.now, currency))}</p>
        </Notice>
      )}
      {failure && (
        <FailureNotice
          failure={failure}
          title={failure.kind === 'offline' ? undefined : card ? words.chargeFailed : words.failed}
        />
      )}
      <Button
        type="submit"
        look="primary"
        wide
        busy={busy && (card ? words.charging : words.opening)}
      >
        {sum === null
          ? words.submitPlain
          : card
            ? words.submitWith(money(sum, currency), card)
            : words.submit(money(sum, currency))}
      </Button>
      {sum !== null && (
        <p className="muted centred">
          {card
            ? words.chargesCard(money(sum, currency), card)
            : words.whatHappens(money(sum, currency))}
        </p>
      )}
    </form>
  );
}
