import { useSyncExternalStore } from 'react';
import { request } from './client.ts';
import { askViewer, setViewer, signedIn } from './viewer.ts';
import { graphql } from '../generated/index.ts';

const signInDocument = graphql(`
  mutation SignIn($identifier: String!, $password: String!) {
    signIn(identifier: $identifier, password: $password) {
      expiresAt
    }
  }
`);

export interface Credentials {
  identifier: string;
  password: string;
}

/**
 * Of the session that a page was opened in: it goes on; it is over, and waits for its owner to sign
 * in again; or somebody else is signed in now, for whom nothing of the page is meant.
 */
export type SessionState = 'on' | 'over' | 'anotherPerson';

let state: SessionState = 'on';
const listeners = new Set<() => void>();

function become(next: SessionState): void {
  if (state === next) return;
  state = next;
  for (const listener of listeners) listener();
}

function watch(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useSessionState(): SessionState {
  return useSyncExternalStore(watch, () => state);
}

/** The server says that nobody is signed in any more; what is on the page stays. */
export function sessionIsOver(): void {
  if (signedIn() && state === 'on') become('over');
}

/** Whoever is at the page leaves it: it is shown to nobody as it stands. */
export function leavePage(): void {
  become('anotherPerson');
}

/** Signed in or out by their own will: nothing waits for anybody. */
export function sessionBegins(): void {
  become('on');
}

export async function signIn(credentials: Credentials): Promise<void> {
  await request(signInDocument, credentials);
}

/** Asks who is signed in now: the same person, who goes on with perhaps other rights, another one, or nobody. */
export async function lookWhoIsThere(): Promise<void> {
  const before = signedIn();
  const now = await askViewer();
  if (!now) sessionIsOver();
  else if (before && before.id !== now.id) become('anotherPerson');
  else {
    setViewer(now);
    become('on');
  }
}
