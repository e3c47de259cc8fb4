import { useEffect } from 'react';
import { useSubscription } from 'urql';
import { useConnection } from '../api/connection.ts';
import type { Failure } from '../api/failure.ts';
import { operation } from '../api/operation.ts';
import { usePageQuery } from '../api/usePageQuery.ts';
import {
  CheckoutChangedDocument,
  CheckoutDocument,
  type CheckoutPartsFragment,
} from '../generated/graphql.ts';
import { forgetAttempt } from './attempt.ts';

const checkoutQuery = operation(CheckoutDocument);
const checkoutChanged = operation(CheckoutChangedDocument);

const ASK_EVERY = 4_000;
/** With the live connection asking is only a second string. */
const ASK_EVERY_LIVE = 20_000;

/** A checkout as it is now: pushed while the connection lives, asked for again and again while it waits. */
export function useCheckout(id: string): {
  checkout: CheckoutPartsFragment | undefined;
  failure: Failure | null;
  refresh: () => void;
} {
  const { data, failure, refresh } = usePageQuery(checkoutQuery, { id });
  const asked = data?.checkout;
  const [{ data: event }] = useSubscription({
    query: checkoutChanged,
    variables: { id },
    pause: asked?.status !== 'PENDING',
  });
  const pushed = event?.checkout;
  // An outcome is final, whichever way it came; PENDING may be the older of the two.
  const checkout = asked && asked.status !== 'PENDING' ? asked : (pushed ?? asked);

  const waiting = checkout?.status === 'PENDING';
  const live = useConnection() === 'live';
  useEffect(() => {
    if (!waiting) return;
    const timer = setInterval(refresh, live ? ASK_EVERY_LIVE : ASK_EVERY);
    return () => clearInterval(timer);
  }, [waiting, live, refresh]);

  const over = checkout && checkout.status !== 'PENDING';
  useEffect(() => {
    if (over) forgetAttempt();
  }, [over]);
  return { checkout, failure, refresh };
}
