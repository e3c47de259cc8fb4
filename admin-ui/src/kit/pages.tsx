import { Box, Button, CircularProgress } from '@mui/material';
import { useEffect, type ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { ApiError } from '../api/errors.ts';
import { EmptyState, ErrorState, PageHeader, useViewer } from './index.ts';
import { useOffice } from './office/context.ts';
import { forgetMissing, NotFetched } from './office/page.ts';

/** The way to where the viewer's own day begins: the first page that its role opens. */
function ToHome() {
  const permissions = useViewer()?.permissions ?? [];
  const { navigation, openTo } = useOffice();
  const [first] = openTo(navigation.flat(), permissions);
  if (!first) return null;
  return (
    <Button component={Link} to={first.to} variant="contained">
      Go to the {first.label.toLowerCase()}
    </Button>
  );
}

/** For addresses that lead nowhere. */
export function NotFound() {
  return (
    <>
      <PageHeader title="Page not found" />
      <EmptyState title="There is nothing at this address" action={<ToHome />}>
        It may have been typed wrong, or the record lies outside what you can see. Press Ctrl K to
        look for it by name or number.
      </EmptyState>
    </>
  );
}

/** For pages the viewer's role does not open. */
export function NoAccess() {
  return (
    <>
      <PageHeader title="Not part of your role" />
      <EmptyState title="Your role does not open this page" action={<ToHome />}>
        Somebody who manages users in your organisation can change that.
      </EmptyState>
    </>
  );
}

/** What a page becomes when it cannot be drawn: the frame around it stays. */
export function PageError({
  error,
  resetErrorBoundary,
}: {
  error?: unknown;
  resetErrorBoundary?: (reason?: unknown) => void;
}): ReactNode {
  useEffect(forgetMissing, []);
  const missing = error instanceof NotFetched;
  useEffect(() => {
    if (!missing) return;
    // what broke off with the connection comes back with it
    const again = () => location.reload();
    window.addEventListener('online', again);
    return () => window.removeEventListener('online', again);
  }, [missing]);
  if (missing)
    return (
      <>
        <PageHeader title="This page did not arrive" />
        <ErrorState
          error={error}
          what="The page could not be loaded."
          retry="Reload"
          onRetry={() => location.reload()}
        />
      </>
    );
  return (
    <>
      <PageHeader title="This page stumbled" />
      <ErrorState
        error={error instanceof ApiError ? error : new Error(stumbled)}
        what="The page could not be shown."
        onRetry={() => (resetErrorBoundary ? resetErrorBoundary() : location.reload())}
      />
    </>
  );
}

const stumbled =
  'The mistake is not yours. If it happens again, tell support which page it was and what you did.';

/** Before it is known who is signed in. */
export function Starting() {
  return (
    <Box
      role="status"
      aria-label="Loading"
      sx={{ display: 'grid', placeItems: 'center', minHeight: '60vh' }}
    >
      <CircularProgress size={28} />
    </Box>
  );
}
