import { addDecimals, isPositive } from '@backhaul/domain/money/decimals';
import { Money } from '../ui/Money.tsx';
import { useSpeech } from '../words/useWords.tsx';
import type { Way } from './ways.ts';

/** How to pay, where there is more than one way. */
export function Ways({
  ways,
  chosen,
  disabled,
  onChoose,
}: {
  ways: readonly Way[];
  chosen: Way;
  disabled: boolean;
  onChoose: (key: string) => void;
}) {
  const { pay: words, link, payments } = useSpeech().words;
  if (ways.length < 2) return null;
  return (
    <fieldset className="card choices" disabled={disabled}>
      <legend>{words.how}</legend>
      {ways.map((way) => (
        <div key={way.key} className="choice">
          <label>
            <input
              type="radio"
              name="through"
              checked={way.key === chosen.key}
              onChange={() => onChoose(way.key)}
            />
            <span className="choice-text row-title">
              {way.card
                ? words.card(way.card.brand, way.card.last4)
                : link.through[way.account.kind]}
              {way.account.test && !ways.every(({ account }) => account.test) && (
                <span className="row-note">{payments.test}</span>
              )}
            </span>
          </label>
        </div>
      ))}
    </fieldset>
  );
}

/** Whether the provider is to keep the card that is paid with. */
export function SaveCard({
  saved,
  disabled,
  onSave,
}: {
  saved: boolean;
  disabled: boolean;
  onSave: (saved: boolean) => void;
}) {
  const words = useSpeech().words.pay;
  return (
    <div className="ticks">
      <label>
        <input
          type="checkbox"
          checked={saved}
          disabled={disabled}
          onChange={(event) => onSave(event.target.checked)}
        />
        <span className="choice-text">
          {words.save}
          <span className="row-note">{words.saveHint}</span>
        </span>
      </label>
    </div>
  );
}

/** What is paid on top for the way to pay, before anything is paid. */
export function FeeLines({
  amount,
  fee,
  currency,
}: {
  amount: string;
  fee: string;
  currency: string;
}) {
  const words = useSpeech().words.pay;
  if (!isPositive(fee)) return null;
  return (
    <dl className="sums card" aria-live="polite">
      <div>
        <dt>{words.otherLabel}</dt>
        <dd>
          <Money amount={amount} currency={currency} />
        </dd>
      </div>
      <div>
        <dt>{words.fee}</dt>
        <dd>
          <Money amount={fee} currency={currency} />
        </dd>
      </div>
      <div className="sum-total">
        <dt>{words.together}</dt>
        <dd>
          <Money amount={addDecimals([amount, fee])} currency={currency} />
        </dd>
      </div>
    </dl>
  );
}
