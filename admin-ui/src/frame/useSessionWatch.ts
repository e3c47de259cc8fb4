import { useEffect } from 'react';
import { useLogoutIfAccessDenied } from 'react-admin';
import { ApiError, whenSignedOut } from '../api/client.ts';
import { whenRefused } from '../api/live.ts';
import { loadViewer, reloadViewer } from '../api/viewer.ts';

/**
 * To the sign-in page as soon as the server says that the session is over, whoever asked; with new
 * permissions the page redraws.
 */
export function useSessionWatch(): void {
  const logoutIfAccessDenied = useLogoutIfAccessDenied();
  useEffect(() => {
    const leave = () =>
      void logoutIfAccessDenied(
        new ApiError({
          code: 'UNAUTHENTICATED',
          message: 'Your session has ended. Please sign in again.',
        }),
      );
    whenSignedOut(leave);
    // The live connection is also closed when somebody's role changes; only the answer to "who am I" tells which it was.
    whenRefused(
      () =>
        void reloadViewer()
          .then(loadViewer)
          .then(
            (viewer) => viewer ?? leave(),
            () => undefined,
          ),
    );
    return () => {
      whenSignedOut(null);
      whenRefused(null);
    };
  }, [logoutIfAccessDenied]);
}
