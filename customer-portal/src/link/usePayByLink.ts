import { addDecimals, compareDecimals } from '@backhaul/domain/money/decimals';
import { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { useMutation } from 'urql';
import { failureOf, type Failure } from '../api/failure.ts';
import { operation } from '../api/operation.ts';
import { PayByLinkDocument } from '../generated/graphql.ts';
import { forgetAttempt, keyFor } from '../pay/attempt.ts';

const payByLink = operation(PayByLinkDocument);

/** Begins the payment of a link and leaves for the payment page; once, however often it is pressed. */
export function usePayByLink(token: string, onStale: () => void) {
  const navigate = useNavigate();
  const [, run] = useMutation(payByLink);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [changed, setChanged] = useState<{ before: string; now: string } | null>(null);
  const running = useRef(false);

  // Coming back from the payment page may show this page as it was left: still busy.
  useEffect(() => {
    const shown = (event: PageTransitionEvent) => {
      if (!event.persisted) return;
      running.current = false;
      setBusy(false);
      onStale();
    };
    window.addEventListener('pageshow', shown);
    return () => window.removeEventListener('pageshow', shown);
  }, [onStale]);

  const start = async (gatewayId: string, shown: string): Promise<void> => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setFailure(null);
    setChanged(null);
    const about = { invoiceId: token, proformaId: gatewayId, amount: null, shown };
    const ask = () => run({ token, key: keyFor(about), gatewayId });
    let { data, error } = await ask();
    if (data && ['FAILED', 'CANCELLED'].includes(data.payByLink.status)) {
      forgetAttempt();
      ({ data, error } = await ask());
    }
    if (error) {
      const what = failureOf(error);
      // Without an answer the attempt may have begun, so its key is kept; any refusal means it has not.
      if (what.kind !== 'offline' && what.kind !== 'internal') forgetAttempt();
      if (what.reason === 'INVOICE_NOT_OPEN') onStale();
      setFailure(what);
    }
    const begun = data?.payByLink;
    if (begun?.status === 'PAID') {
      void navigate(`/pay/${token}?checkout=${begun.id}`);
    } else if (begun && compareDecimals(addDecimals([begun.amount, begun.fee]), shown) !== 0) {
      // Nobody confirms an amount they have not seen.
      setChanged({ before: shown, now: addDecimals([begun.amount, begun.fee]) });
      onStale();
    } else if (begun) {
      location.assign(begun.redirectUrl);
      return;
    }
    running.current = false;
    setBusy(false);
  };
  return { start, busy, failure, changed };
}
