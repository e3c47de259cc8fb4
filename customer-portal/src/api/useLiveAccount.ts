import { useEffect, useRef, useState } from 'react';
import { useSubscription } from 'urql';
import { MyAccountDocument, type MyAccountSubscription } from '../generated/graphql.ts';
import { setConnection, useConnection, useReturns } from './connection.ts';
import { operation } from './operation.ts';

const myAccount = operation(MyAccountDocument);
/** Subscribing anew after an error the connection does not come back from by itself. */
const AGAIN_AFTER = 20_000;

interface Standing {
  balance: string;
  outstanding: string;
  status: string;
}

/**
 * Listens to the account and returns its version. The first values come at once and are news only
 * when they differ from what the page has just read (`known`); every later event, and every return
 * of a lost connection, is a reason to ask again.
 */
export function useLiveAccount(known: Standing): number {
  const [version, setVersion] = useState(0);
  const [paused, setPaused] = useState(false);
  const first = useRef(true);
  const [{ error }] = useSubscription<MyAccountSubscription, null>(
    { query: myAccount, variables: {}, pause: paused },
    (_previous, { myAccount: now }) => {
      const same =
        now.balance === known.balance &&
        now.outstanding === known.outstanding &&
        now.status === known.status;
      if (!first.current || !same) setVersion((v) => v + 1);
      first.current = false;
      return null;
    },
  );

  const returns = useReturns();
  useEffect(() => {
    if (returns > 0) setVersion((v) => v + 1);
  }, [returns]);

  const connection = useConnection();
  useEffect(() => {
    if (connection === 'lost') first.current = true;
  }, [connection]);

  useEffect(() => {
    if (!error) return;
    setConnection('lost');
    setPaused(true);
    const timer = setTimeout(() => setPaused(false), AGAIN_AFTER);
    return () => clearTimeout(timer);
  }, [error]);

  useEffect(() => {
    const gone = () => setConnection('lost');
    window.addEventListener('offline', gone);
    return () => window.removeEventListener('offline', gone);
  }, []);
  return version;
}
