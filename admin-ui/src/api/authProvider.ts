import { HttpError, type AuthProvider } from 'react-admin';
import { graphql } from '../generated/index.ts';
import { closeLive, request } from './client.ts';
import { ApiError } from './errors.ts';
import { isSignedIn, loadViewer, reloadViewer, setViewer } from './viewer.ts';

const signInDocument = graphql(`
  mutation SignIn($identifier: String!, $password: String!) {
    signIn(identifier: $identifier, password: $password) {
      expiresAt
    }
  }
`);

const signOutDocument = graphql(`
  mutation SignOut {
    signOut
  }
`);

export interface Credentials {
  identifier: string;
  password: string;
}

function codeOf(error: unknown): string | null {
  if (error instanceof ApiError) return error.code;
  if (error instanceof HttpError && error.status === 401) return 'UNAUTHENTICATED';
  return null;
}

/**
 * Sessions live in a cookie only the server reads; here is only who the viewer is and what it may
 * do. `mayDo` judges what a list of permissions opens.
 */
export function createAuthProvider(
  mayDo: (permissions: readonly string[], resource: string, action: string) => boolean,
): AuthProvider {
  return {
    login: async ({ identifier, password }: Credentials) => {
      await request(signInDocument, { identifier, password });
      await reloadViewer();
    },
    logout: async () => {
      closeLive();
      // A session that is already over, or a server that is away, must not keep anybody on the
      // page.
      if (isSignedIn()) await request(signOutDocument).catch(() => undefined);
      setViewer(null);
    },
    checkAuth: async () => {
      const viewer = await loadViewer().catch((error: unknown) => {
        // A server that is away for a moment signs nobody out: the frame says so and offers to try
        // again.
        if (error instanceof ApiError && error.code !== 'UNAUTHENTICATED') return undefined;
        throw error;
      });
      if (viewer === null) throw new Error('Please sign in.');
    },
    checkError: async (error: unknown) => {
      if (codeOf(error) === 'UNAUTHENTICATED')
        throw new Error('Your session has ended. Please sign in again.');
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
