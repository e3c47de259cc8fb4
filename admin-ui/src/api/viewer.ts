import { useSyncExternalStore } from 'react';
import { graphql } from '../generated/index.ts';
import type { ViewerQuery } from '../generated/graphql.ts';
import { requestFor, setPermissions } from './client.ts';
import { pageOwner, setPageOwner } from './owner.ts';

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
      partner {
        id
        number
        name
        currency
        timeZone
        test
        clock
      }
      branding {
        name
        accentColor
        logoUrl
        supportEmail
        supportPhone
      }
    }
  }
`);

/** How many partners lie directly below the viewer's: for those who see partners. */
const belowDocument = graphql(`
  query PartnersBelow($id: ID!) {
    partner(id: $id) {
      childCount
    }
  }
`);

type Known = NonNullable<ViewerQuery['viewer']>;
export type Viewer = Known & { partner: Known['partner'] & { childCount: number } };

/** Who the server says is signed in: the given person or nobody; with null whoever it is. */
export async function askViewer(person: string | null): Promise<Viewer | null> {
  const { viewer: known } = await requestFor(person, viewerDocument);
  if (!known) return null;
  const childCount = known.permissions.includes('partners:read')
    ? (await requestFor(person, belowDocument, { id: known.partner.id })).partner.childCount
    : 0;
  return { ...known, partner: { ...known.partner, childCount } };
}

let viewer: Viewer | null = null;
/** Why it is not known who is signed in: the server did not answer. */
let failure: unknown = null;
let loading: Promise<Viewer | null> | null = null;
const listeners = new Set<() => void>();

/** Called after signing in, and with null after signing out. */
export function setViewer(next: Viewer | null): void {
  viewer = next;
  setPageOwner(next?.id ?? null);
  setPermissions(next?.permissions ?? []);
  failure = null;
  loading = null;
  for (const listener of listeners) listener();
}

/** Who is known to be signed in, without asking. */
export function signedIn(): Viewer | null {
  return viewer;
}

/** Who is signed in, asked once per page load; null when nobody is. */
export function loadViewer(): Promise<Viewer | null> {
  if (viewer) return Promise.resolve(viewer);
  loading ??= askViewer(null).then(
    (answer) => {
      setViewer(answer);
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
  const now = await askViewer(pageOwner());
  // That a session is over is told by what it is refused: the page waits for its owner then.
  if (now || !viewer) setViewer(now);
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
