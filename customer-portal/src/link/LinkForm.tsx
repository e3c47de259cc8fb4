import { addDecimals } from '@backhaul/domain/money/decimals';
import { useState } from 'react';
import type { PaymentLinkViewQuery } from '../generated/graphql.ts';
import { feeOf } from '../pay/ways.ts';
import { FeeLines } from '../pay/Ways.tsx';
import { Transfer } from '../pay/Transfer.tsx';
import { Button } from '../ui/Button.tsx';
import { Figure } from '../ui/Money.tsx';
import { FailureNotice, Notice } from '../ui/Notice.tsx';
import { StatusChip } from '../ui/StatusChip.tsx';
import { TestNotice } from '../ui/TestNotice.tsx';
import { useSpeech } from '../words/useWords.tsx';
import { usePayByLink } from './usePayByLink.ts';

export type LinkView = PaymentLinkViewQuery['paymentLinkView'];

interface Props {
  token: string;
  view: LinkView;
  onStale: () => void;
}

/** What is due, until when, and one press to pay it; or why nothing can be paid. */
export function LinkForm({ token, view, onStale }: Props) {
  const {
    words: { link: words, invoice, pay, tested },
    day,
  } = useSpeech();
  const { due, currency, state, dueDate, onlinePayment } = view;
  if (due === null)
    return (
      <div className="stack">
        <Notice
          tone={state === 'PAID' ? 'paid' : 'neutral'}
          icon={state === 'PAID' ? 'check' : 'ban'}
        >
          <p className="strong">{state === 'PAID' ? words.paid : words.voided}</p>
          <p>{words.nothing}</p>
        </Notice>
      </div>
    );
  const late = state === 'OVERDUE';
  return (
    <div className="stack">
      {view.test && (
        <Notice tone="waiting" icon="alert">
          <p>{tested(day(dueDate))}</p>
        </Notice>
      )}
      <div>
        <p className="muted">{invoice.due}</p>
        <p>
          <Figure amount={due} currency={currency} />
        </p>
        <p className={late ? 'overdue' : 'muted'}>
          {(late ? invoice.wasDue : invoice.payBy)(day(dueDate))}
        </p>
        {state === 'PARTIALLY_PAID' && <StatusChip status={state} />}
      </div>
      {onlinePayment.length > 0 ? (
        <Online token={token} view={view} due={due} onStale={onStale} />
      ) : (
        <Transfer to={view.bankTransfer} amount={due} currency={currency}>
          {pay.invoiceNumber(view.invoiceNumber)}
        </Transfer>
      )}
    </div>
  );
}

function Online({ token, view, due, onStale }: Props & { due: string }) {
  const {
    words: { link: words, pay },
    money,
  } = useSpeech();
  const { currency, onlinePayment } = view;
  const [chosen, choose] = useState(onlinePayment[0]?.gatewayId ?? '');
  const { start, busy, failure, changed } = usePayByLink(token, onStale);
  const through = onlinePayment.find(({ gatewayId }) => gatewayId === chosen) ?? onlinePayment[0];
  const fee = through ? feeOf(due, currency, through) : '0';
  const sum = addDecimals([due, fee]);
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (through) void start(through.gatewayId, sum);
      }}
    >
      {through?.test && <TestNotice />}
      {onlinePayment.length > 1 && (
        <fieldset className="choices" disabled={busy}>
          <legend>{words.how}</legend>
          {onlinePayment.map(({ gatewayId, kind }) => (
            <div key={gatewayId} className="choice">
              <label>
                <input
                  type="radio"
                  name="through"
                  checked={gatewayId === through?.gatewayId}
                  onChange={() => choose(gatewayId)}
                />
                <span className="choice-text">{words.through[kind]}</span>
              </label>
            </div>
          ))}
        </fieldset>
      )}
      <FeeLines amount={due} fee={fee} currency={currency} />
      {changed && (
        <Notice tone="due" icon="alert" alert>
          <p>{pay.changed(money(changed.before, currency), money(changed.now, currency))}</p>
        </Notice>
      )}
      {failure && (
        <FailureNotice
          failure={failure}
          title={failure.kind === 'offline' ? undefined : pay.failed}
        />
      )}
      <Button type="submit" look="primary" wide busy={busy && pay.opening}>
        {pay.submit(money(sum, currency))}
      </Button>
      <p className="muted centred">{pay.whatHappens(money(sum, currency))}</p>
    </form>
  );
}
