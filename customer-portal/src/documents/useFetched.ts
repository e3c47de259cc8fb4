import { useCallback, useEffect, useState } from 'react';
import type { Failure } from '../api/failure.ts';
import { useSession } from '../session/session.ts';
import { fetchDocument, type FetchedDocument } from './fetchDocument.ts';

interface Fetched {
  document: FetchedDocument | null;
  failure: Failure | null;
  retry: () => void;
}

/** A document for the page, fetched once per address; a session that ended meanwhile leads to the sign-in. */
export function useFetched(address: string): Fetched {
  const { ended, resumed } = useSession();
  const [state, setState] = useState<{ document: FetchedDocument | null; failure: Failure | null }>(
    { document: null, failure: null },
  );
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const leaving = new AbortController();
    setState({ document: null, failure: null });
    void fetchDocument(address, leaving.signal).then((answer) => {
      if (leaving.signal.aborted) return;
      if ('document' in answer) setState({ document: answer.document, failure: null });
      else if (answer.failure.kind === 'signedOut') ended();
      else setState({ document: null, failure: answer.failure });
    });
    return () => leaving.abort();
  }, [address, attempt, ended, resumed]);
  return { ...state, retry: useCallback(() => setAttempt((n) => n + 1), []) };
}
