import { addDecimals, compareDecimals } from '@backhaul/domain/money/decimals';
import { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { useMutation } from 'urql';
import { failureOf, type Failure } from '../api/failure.ts';
import { operation } from '../api/operation.ts';
import {
  ChargeSavedMethodDocument,
  StartCheckoutDocument,
  type CheckoutPartsFragment,
} from '../generated/graphql.ts';
import { forgetAttempt, keyFor, type Attempt } from './attempt.ts';

const startCheckout = operation(StartCheckoutDocument);
const chargeSavedMethod = operation(ChargeSavedMethodDocument);

/**
 * Starts the checkout of an attempt and leaves for the payment page, or charges a saved card and
 * shows how it went. One attempt has one key, however often it is started; a checkout that came to
 * nothing makes way for a new one, and one that is paid already is shown instead of paid again.
 */
export function useStartCheckout(onStale: () => void) {
  const navigate = useNavigate();
  const [, run] = useMutation(startCheckout);
  const [, charge] = useMutation(chargeSavedMethod);
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

  const show = (id: string) => void navigate(`/pay/return?checkout=${encodeURIComponent(id)}`);

  const ask = ({ invoiceId, proformaId, amount, gatewayId, saveMethod, ...attempt }: Attempt) =>
    run({
      input: {
        invoiceId,
        proformaId,
        amount,
        idempotencyKey: keyFor({
          invoiceId,
          proformaId,
          amount,
          gatewayId,
          saveMethod,
          ...attempt,
        }),
        ...(gatewayId ? { gatewayId } : {}),
        ...(saveMethod ? { saveMethod } : {}),
      },
    });

  const go = (checkout: CheckoutPartsFragment, { shown }: Attempt): boolean => {
    if (checkout.status === 'PAID') {
      show(checkout.id);
      return true;
    }
    const now = addDecimals([checkout.amount, checkout.fee]);
    if (compareDecimals(now, shown) !== 0) {
      // Nobody confirms an amount they have not seen.
      setChanged({ before: shown, now });
      onStale();
      return false;
    }
    location.assign(checkout.redirectUrl);
    return true;
  };

  const byPage = async (attempt: Attempt) => {
    const first = await ask(attempt);
    const status = first.data?.startCheckout.status;
    if (status === 'FAILED' || status === 'CANCELLED') forgetAttempt();
    const { data, error } =
      status === 'FAILED' || status === 'CANCELLED' ? await ask(attempt) : first;
    return { left: data ? go(data.startCheckout, attempt) : false, error };
  };

  const byCard = async (attempt: Attempt, methodId: string, amount: string) => {
    const { data, error } = await charge({
      methodId,
      amount,
      invoiceId: attempt.invoiceId,
      key: keyFor(attempt),
    });
    if (data) show(data.chargeSavedMethod.id);
    return { left: data !== undefined, error };
  };

  /** amount: what a saved card is charged, without the fee. */
  const start = async (attempt: Attempt, amount: string): Promise<void> => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setFailure(null);
    setChanged(null);
    const { methodId } = attempt;
    const { left, error } = methodId
      ? await byCard(attempt, methodId, amount)
      : await byPage(attempt);
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
