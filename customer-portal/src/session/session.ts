import { createContext, useContext } from 'react';
import type { SessionQuery } from '../generated/graphql.ts';

export type SignedInViewer = NonNullable<SessionQuery['viewer']>;

export interface Session {
  viewer: SignedInViewer;
  /** The session is over, here or on the server: forget everything and show the sign-in. */
  leave: () => void;
  /** The server says that it has ended by itself: what is on the page waits until its owner is back. */
  ended: () => void;
  /** How often it went on after having ended: what could not be read meanwhile is asked again. */
  resumed: number;
}

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession is for signed-in pages');
  return session;
}
