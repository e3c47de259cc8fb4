import { HttpError, type AuthProvider } from 'react-admin';
import { graphql } from '../generated/index.ts';
import { closeLive, request } from './client.ts';
import { ApiError } from './errors.ts';
import { sessionBegins, sessionIsOver, signIn, type Credentials } from './session.ts';
import { loadViewer, reloadViewer, setViewer, signedIn } from './viewer.ts';

const signOutDocument = graphql(`
  mutation SignOut {
    signOut
  }
`);

function codeOf(error: unknown): string | null {
  if (error instanceof ApiError) return error.code;
  if (error instanceof HttpError && error.status === 401) return 'UNAUTHENTICATED';
  return null;
}

/**
 * Sessions live in a cookie only the server reads; here is only who the viewer is and what it may
 * do. `mayDo` judges what a list of permissions opens; `arrives` is told who is there before a page
 * of theirs is shown.
 */
export function createAuthProvider(
  mayDo: (permissions: readonly string[], resource: string, action: string) => boolean,
  arrives: (person: string) => void,
): AuthProvider {
  return {
    login: async ({ identifier, password }: Credentials) => {
      await signIn({ identifier, password });
      await reloadViewer();
      const viewer = signedIn();
      if (viewer) arrives(viewer.id);
    },
    logout: async () => {
      closeLive();
      // A session that is already over, or a server that is away, must not keep anybody on the
      // page.
      if (signedIn()) await request(signOutDocument).catch(() => undefined);
      setViewer(null);
      // An answer that was still under way may have said that it is over.
      sessionBegins();
    },
    checkAuth: async () => {
      const viewer = await loadViewer().catch((error: unknown) => {
        // A server that is away for a moment signs nobody out: the frame says so and offers to try
        // again.
        if (error instanceof ApiError && error.code !== 'UNAUTHENTICATED') return undefined;
        throw error;
      });
      if (viewer === null) throw new Error('Please sign in.');
      if (viewer) arrives(viewer.id);
    },
    checkError: async (error: unknown) => {
      if (codeOf(error) !== 'UNAUTHENTICATED') return;
      // What is on the page stays there, for whoever signs in again.
      if (signedIn()) sessionIsOver();
      else throw new Error('Your session has ended. Please sign in again.');
    },
    getIdentity: async () => {
      const viewer = await loadViewer();
      if (!viewer) throw new Error('Nobody is signed in.');
      return { id: viewer.id, fullName: viewer.name };
    },
    getPermissions: async () => (await loadViewer())?.permissions ?? [],
    canAccess: async ({ resource, action }) =>
      mayDo((await loadViewer())?.permissions ?? [], resource, action),
  };
}
