import { useEffect } from 'react';
import { whenSignedOut } from '../api/client.ts';
import { whenRefused } from '../api/live.ts';
import { lookWhoIsThere, sessionIsOver } from '../api/session.ts';

/**
 * Asks for the password as soon as the server says that the session is over, whoever was told; with
 * new permissions the page redraws.
 */
export function useSessionWatch(): void {
  useEffect(() => {
    whenSignedOut(sessionIsOver);
    // The live connection is also closed when somebody's role changes; only the answer to "who am I" tells which it was.
    whenRefused(() => void lookWhoIsThere().catch(() => undefined));
    return () => {
      whenSignedOut(null);
      whenRefused(null);
    };
  }, []);
}
