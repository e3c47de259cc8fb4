import { useSyncExternalStore } from 'react';
import { graphql } from '../generated/index.ts';
import type { ViewerQuery } from '../generated/graphql.ts';
import { request } from './client.ts';

export const viewerDocument = graphql(`
  query Viewer {
    viewer {
      id
      kind
      name
      email
      role
      permissions
      today
      partner { id number name currency timeZone depth childCount }
      branding { name accentColor supportEmail supportPhone }
    }
  }
`);

export type Viewer = NonNullable<ViewerQuery['viewer']>;

let viewer: Viewer | null = null;
/** Why it is not known who is signed in: the server did not answer. */
let failure: unknown = null;
let loading: Promise<Viewer | null> | null = null;
const listeners = new Set<() => void>();

/** Called after signing in, and with null after signing out. */
export function setViewer(next: Viewer | null): void {
  viewer = next;
  failure = null;
  loading = null;
  for (const listener of listeners) listener();
}

/** Whether somebody is known to be signed in, without asking. */
export function isSignedIn(): boolean {
  return viewer !== null;
}

/** Who is signed in, asked once per page load; null when nobody is. */
export function loadViewer(): Promise<Viewer | null> {
  if (viewer) return Promise.resolve(viewer);
  loading ??= request(viewerDocument).then(
    (answer) => {
      setViewer(answer.viewer ?? null);
      return viewer;
    },
    (error: unknown) => {
      loading = null;
      failure = error;
      for (const listener of listeners) listener();
      throw error;
    },
  );
  return loading;
}

/** Permissions may have changed on the server: the next look asks anew. */
export async function reloadViewer(): Promise<void> {
  const answer = await request(viewerDocument);
  setViewer(answer.viewer ?? null);
}

function watch(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The signed-in user, or null on the sign-in page. */
export function useViewer(): Viewer | null {
  return useSyncExternalStore(watch, () => viewer);
}

/** What kept us from learning who is signed in, or null. */
export function useViewerFailure(): unknown {
  return useSyncExternalStore(watch, () => failure);
}
