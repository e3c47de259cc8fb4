import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiError, causeOf, fieldsOf } from '../../api/errors.ts';
import { useSessionState } from '../../api/session.ts';

export type FieldErrors = Readonly<Record<string, string>>;

export interface Submission {
  busy: boolean;
  error: unknown;
  /** What the server says about single fields. */
  fields: FieldErrors;
  /** Runs the work; true when it succeeded. A second call while the first is under way does nothing. */
  submit: (work: () => Promise<unknown>) => Promise<boolean>;
  /** Messages found before asking the server: a missing choice. */
  refuse: (fields: FieldErrors) => void;
  reset: () => void;
}

const nothing: FieldErrors = {};

function signInFirst(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'UNAUTHENTICATED';
}

/** One request at a time, and what came of it. What was typed stays with the caller, so a refusal loses nothing. */
export function useSubmit(): Submission {
  const [state, setState] = useState<{ busy: boolean; error: unknown; fields: FieldErrors }>({
    busy: false,
    error: null,
    fields: nothing,
  });
  // State arrives with the next render; a double click is faster than that.
  const running = useRef(false);
  // A button that is disabled meanwhile loses the keyboard to the page.
  const startedAt = useRef<Element | null>(null);
  useEffect(() => {
    if (state.busy || !(startedAt.current instanceof HTMLElement)) return;
    if (document.activeElement === document.body) startedAt.current.focus({ preventScroll: true });
    startedAt.current = null;
  }, [state.busy]);
  // Whoever signed in again need not be told to sign in.
  const session = useSessionState();
  useEffect(() => {
    if (session === 'on')
      setState((before) => (signInFirst(before.error) ? { ...before, error: null } : before));
  }, [session]);
  const submit = useCallback(async (work: () => Promise<unknown>) => {
    if (running.current) return false;
    startedAt.current = document.activeElement;
    running.current = true;
    setState({ busy: true, error: null, fields: nothing });
    try {
      await work();
      setState({ busy: false, error: null, fields: nothing });
      return true;
    } catch (error) {
      setState({ busy: false, error: causeOf(error), fields: fieldsOf(error) });
      return false;
    } finally {
      running.current = false;
    }
  }, []);
  const refuse = useCallback(
    (fields: FieldErrors) => setState({ busy: false, error: null, fields }),
    [],
  );
  const reset = useCallback(() => setState({ busy: false, error: null, fields: nothing }), []);
  return { ...state, submit, refuse, reset };
}
