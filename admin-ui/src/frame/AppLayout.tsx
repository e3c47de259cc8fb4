import { Suspense, useLayoutEffect, useRef, useState } from 'react';
import { Box } from '@mui/material';
import type { CoreLayoutProps } from 'react-admin';
import { useLocation } from 'react-router-dom';
import { reloadViewer, useViewerFailure } from '../api/viewer.ts';
import { useSessionState } from '../api/session.ts';
import { pageChanged } from '../kit/arrival.ts';
import { useOffice } from '../kit/office/context.ts';
import { ErrorState, PageHeader } from '../kit/index.ts';
import { CommandPalette } from './CommandPalette.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Fetching } from './Fetching.tsx';
import { Navigation } from './Navigation.tsx';
import { BeginAnew, SignInAgain } from './SignInAgain.tsx';
import { TestBanner } from './TestBanner.tsx';
import { TopBar } from './TopBar.tsx';
import { useSessionWatch } from './useSessionWatch.ts';
import { useShortcut } from './useShortcut.ts';
import { WholeWindowBar } from './WholeWindowBar.tsx';

const skipLink = {
  position: 'absolute',
  insetInlineStart: 12,
  top: 8,
  zIndex: 2000,
  padding: '8px 14px',
  borderRadius: 1,
  backgroundColor: 'primary.main',
  color: 'primary.contrastText',
  fontWeight: 600,
  '&:not(:focus)': {
    clipPath: 'inset(50%)',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    padding: 0,
  },
} as const;

/** Navigation at the side, the bar at the top, the page between them. */
export function AppLayout({ children }: CoreLayoutProps) {
  const { pathname } = useLocation();
  const [drawerOpen, setDrawerOpen] = useState(false);
  const [paletteOpen, setPaletteOpen] = useState(false);
  const failure = useViewerFailure();
  const session = useSessionState();
  const whole = useOffice().wholeWindow.includes(pathname);
  const main = useRef<HTMLElement>(null);
  useSessionWatch();
  useShortcut('k', () => setPaletteOpen((open) => !open));
  const shown = useRef(pathname);
  // Before the effects of the page itself, which take what is said here.
  useLayoutEffect(() => {
    if (shown.current !== pathname) pageChanged();
    shown.current = pathname;
    setDrawerOpen(false);
    window.scrollTo(0, 0);
  }, [pathname]);

  if (session === 'anotherPerson') return <BeginAnew />;
  return (
    <Box sx={{ display: 'flex', minHeight: '100dvh' }}>
      <Box
        component="a"
        href="#main"
        sx={skipLink}
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        Skip to the page
      </Box>
      {!whole && <Navigation open={drawerOpen} onClose={() => setDrawerOpen(false)} />}
      <Box sx={{ flex: 1, minWidth: 0, display: 'flex', flexDirection: 'column' }}>
        {whole ? (
          <WholeWindowBar path={pathname} />
        ) : (
          <TopBar
            onOpenNavigation={() => setDrawerOpen(true)}
            onOpenPalette={() => setPaletteOpen(true)}
          />
        )}
        <TestBanner />
        <Box
          component="main"
          id="main"
          ref={main}
          tabIndex={-1}
          sx={{
            flex: 1,
            outline: 'none',
            paddingInline: { xs: 2, sm: 3, lg: 4 },
            paddingBlock: { xs: 2, sm: 3 },
            width: '100%',
            maxWidth: 1560,
            marginInline: 'auto',
          }}
        >
          <ErrorBoundary place={pathname}>
            {failure ? (
              <>
                <PageHeader title="The back office could not be opened" />
                <ErrorState
                  error={failure}
                  what="It is not known yet what you may see."
                  onRetry={() => void reloadViewer().catch(() => undefined)}
                />
              </>
            ) : (
              // A boundary for each page: one that is still to be fetched shows so at once, instead
              // of keeping the last one on the screen, where it could still be used.
              <Suspense key={pathname} fallback={<Fetching pathname={pathname} />}>
                {children}
              </Suspense>
            )}
          </ErrorBoundary>
        </Box>
      </Box>
      {session === 'over' && <SignInAgain />}
      <CommandPalette open={paletteOpen} onClose={() => setPaletteOpen(false)} />
    </Box>
  );
}
