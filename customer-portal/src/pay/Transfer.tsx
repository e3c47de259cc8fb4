import { compareDecimals } from '@backhaul/domain/money/decimals';
import type { ReactNode } from 'react';
import { Money } from '../ui/Money.tsx';
import { Notice } from '../ui/Notice.tsx';
import { useSpeech } from '../words/useWords.tsx';

interface Props {
  /** Where the money is transferred to; null where the partner prints no bank account. */
  to: { name: string; iban: string; bic: string | null; bankName: string | null } | null;
  amount: string;
  currency: string;
  /** What to write with the transfer. */
  children: ReactNode;
}

/** How to pay where the partner takes no money online: to which account, how much, and what to write with it. */
export function Transfer({ to, amount, currency, children }: Props) {
  const words = useSpeech().words.pay;
  return (
    <>
      <Notice tone="neutral" icon="payment">
        <p className="strong">{words.offline}</p>
        <p>{to ? words.offlineTransfer : words.offlineAsk}</p>
      </Notice>
      {to && (
        <section className="card stack" aria-labelledby="transfer">
          <h2 id="transfer">{words.transfer}</h2>
          <dl className="sums">
            <Line label={words.transferTo}>{to.name}</Line>
            <Line label="IBAN">{to.iban.replace(/(.{4})(?=.)/g, '$1 ')}</Line>
            {to.bic && <Line label="BIC">{to.bic}</Line>}
            {to.bankName && <Line label={words.bank}>{to.bankName}</Line>}
            {compareDecimals(amount, '0') > 0 && (
              <Line label={words.otherLabel}>
                <Money amount={amount} currency={currency} strong />
              </Line>
            )}
            <Line label={words.reference}>{children}</Line>
          </dl>
        </section>
      )}
    </>
  );
}

function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
