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

/**
 * The server says that the page's owner is not signed in any more: what is on the page stays, out
 * of sight, unless another person is there already.
 */
export function sessionIsOver(): void {
  if (!signedIn() || state !== 'on') return;
  become('over');
  void lookWhoIsThere().catch(() => undefined);
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
  const now = await askViewer(null);
  // They left while it was asked.
  if (signedIn()?.id !== before?.id) return;
  if (!now) {
    if (before && state === 'on') become('over');
  } else if (before && before.id !== now.id) become('anotherPerson');
  else {
    setViewer(now);
    become('on');
  }
}
