import { compareDecimals } from '@backhaul/domain/money/decimals';
import { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { useMutation } from 'urql';
import { failureOf, type Failure } from '../api/failure.ts';
import { operation } from '../api/operation.ts';
import { StartCheckoutDocument, type CheckoutPartsFragment } from '../generated/graphql.ts';
import { forgetAttempt, keyFor, type Attempt } from './attempt.ts';

const startCheckout = operation(StartCheckoutDocument);

/**
 * Starts the checkout of an attempt and leaves for the payment page. One attempt has one key,
 * however often it is started; a checkout that came to nothing makes way for a new one, and one
 * that is paid already is shown instead of paid again.
 */
export function useStartCheckout(onStale: () => void) {
  const navigate = useNavigate();
  const [, run] = useMutation(startCheckout);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [changed, setChanged] = useState<{ before: string; now: string } | null>(null);
  const running = useRef(false);

  // Coming back from the payment page may show this page as it was left: still busy.
  useEffect(() => {
    const shown = (event: PageTransitionEvent) => {
      if (event.persisted) {
        running.current = false;
        setBusy(false);
        onStale();
      }
    };
    window.addEventListener('pageshow', shown);
    return () => window.removeEventListener('pageshow', shown);
  }, [onStale]);

  const ask = (attempt: Attempt) =>
    run({
      input: {
        invoiceId: attempt.invoiceId,
        proformaId: attempt.proformaId,
        amount: attempt.amount,
        idempotencyKey: keyFor(attempt),
      },
    });

  const go = (checkout: CheckoutPartsFragment, attempt: Attempt): boolean => {
    if (checkout.status === 'PAID') {
      void navigate(`/pay/return?checkout=${encodeURIComponent(checkout.id)}`);
      return true;
    }
    if (compareDecimals(checkout.amount, attempt.shown) !== 0) {
      // Nobody confirms an amount they have not seen.
      setChanged({ before: attempt.shown, now: checkout.amount });
      onStale();
      return false;
    }
    location.assign(checkout.redirectUrl);
    return true;
  };

  const start = async (attempt: Attempt): Promise<void> => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setFailure(null);
    setChanged(null);
    let { data, error } = await ask(attempt);
    if (
      data &&
      (data.startCheckout.status === 'FAILED' || data.startCheckout.status === 'CANCELLED')
    ) {
      forgetAttempt();
      ({ data, error } = await ask(attempt));
    }
    const left = data ? go(data.startCheckout, attempt) : false;
    if (error) {
      const what = failureOf(error);
      // Without an answer the attempt may have begun, so its key is kept; any refusal means it has
      // not.
      if (what.kind !== 'offline' && what.kind !== 'internal') forgetAttempt();
      setFailure(what);
    }
    if (left) return;
    running.current = false;
    setBusy(false);
  };

  return { start, busy, failure, changed };
}
