import {
  lazy,
  Suspense,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type ReactNode,
} from 'react';
import { useLocation, useNavigate } from 'react-router';
import { Provider, useQuery } from 'urql';
import { openClient, type PortalClient, type SessionListeners } from '../api/client.ts';
import { failureOf, type Failure } from '../api/failure.ts';
import { operation } from '../api/operation.ts';
import { setConnection } from '../api/connection.ts';
import { pageHeaders, setPageOwner } from '../api/owner.ts';
import { PageErrors } from '../frame/PageErrors.tsx';
import {
  SessionDocument,
  type SessionQuery,
  type SessionQueryVariables,
} from '../generated/graphql.ts';
import { Loading, Bone, PageFailure } from '../ui/states.tsx';
import { useWords } from '../words/useWords.tsx';
import { applyBrand, BrandContext, keptBrand } from './brand.ts';
import { SessionContext, type SignedInViewer } from './session.ts';
import { SignIn } from './SignIn.tsx';

const sessionQuery = operation(SessionDocument);
const none: SessionQueryVariables = {};
const nobody: SessionListeners = { onSessionEnded: () => {}, onLiveRefused: () => {} };

/** Who is signed in now, whoever it is; undefined when the server does not say. */
async function whoIsThere(): Promise<SessionQuery['viewer'] | undefined> {
  const asked = openClient(nobody);
  const { data } = await asked.client
    .query(sessionQuery, none, {
      fetchOptions: { credentials: 'same-origin', headers: pageHeaders(null) },
    })
    .toPromise();
  asked.close();
  return data?.viewer;
}

// For those who can't sign in, and those who are new.
const ForgotPassword = lazy(() => import('./ForgotPassword.tsx'));
const ResetPassword = lazy(() => import('./ResetPassword.tsx'));
// For those who hold a link to pay one invoice.
const LinkPage = lazy(() => import('../link/LinkPage.tsx'));
/** The page that the provider sends signed-in customers back to is none of these. */
const LINK = /^\/pay\/(?!return$)([^/]+)$/;

/** Shows the sign-in or what is behind it. Every change of person starts with an empty client. */
export function SessionGate({ children }: { children: ReactNode }) {
  const told = useRef(nobody);
  const open = () =>
    openClient({
      onSessionEnded: () => told.current.onSessionEnded(),
      onLiveRefused: () => told.current.onLiveRefused(),
    });
  const [portal, setPortal] = useState<PortalClient>(open);
  const current = useRef(portal);
  const restart = useCallback(() => {
    told.current = nobody;
    setPageOwner(null);
    current.current.close();
    current.current = open();
    setConnection('connecting');
    setPortal(current.current);
  }, []);
  // Only who was signed in can be told that the session has ended.
  const onEnded = useCallback((listeners: SessionListeners) => {
    told.current = listeners;
  }, []);
  return (
    <Provider value={portal.client}>
      <Gate key={portal.id} restart={restart} onEnded={onEnded}>
        {children}
      </Gate>
    </Provider>
  );
}

interface GateProps {
  restart: () => void;
  /** Who is told when the server says that the session is over. */
  onEnded: (listeners: SessionListeners) => void;
  children: ReactNode;
}

function Gate({ restart, onEnded, children }: GateProps) {
  const [{ data, error }, again] = useQuery({ query: sessionQuery, variables: none });
  const brand = data?.viewer?.branding ?? data?.branding;
  useEffect(() => {
    if (brand) applyBrand(brand);
  }, [brand]);

  if (!data || !brand)
    return (
      <Opening
        failed={error && failureOf(error)}
        onRetry={() => again({ requestPolicy: 'network-only' })}
      />
    );
  return (
    <BrandContext.Provider value={brand}>
      <Inside viewer={data.viewer} restart={restart} onEnded={onEnded}>
        {children}
      </Inside>
    </BrandContext.Provider>
  );
}

/** The pages of somebody signed in, or those before that. A link to choose a password works either way. */
function Inside({
  viewer,
  restart,
  onEnded,
  children,
}: GateProps & { viewer: SessionQuery['viewer'] }) {
  const navigate = useNavigate();
  const page = useLocation().pathname.replace(/\/+$/, '');
  if (page === '/reset-password')
    return (
      <Outside>
        <ResetPassword
          onSignIn={() => {
            void navigate('/', { replace: true });
            restart();
          }}
        />
      </Outside>
    );
  if (page === '/forgot-password')
    return (
      <Outside>
        <ForgotPassword />
      </Outside>
    );
  const link = LINK.exec(page)?.[1];
  if (link)
    return (
      <Outside>
        <LinkPage token={link} />
      </Outside>
    );
  return (
    <Pages viewer={viewer} restart={restart} onEnded={onEnded}>
      {children}
    </Pages>
  );
}

/**
 * Once somebody is signed in, the pages stay until they leave, also while their session has ended:
 * out of sight then, with what was typed, until the same person is back. Anybody else begins anew.
 */
function Pages({
  viewer,
  restart,
  onEnded,
  children,
}: GateProps & { viewer: SessionQuery['viewer'] }) {
  const navigate = useNavigate();
  const [over, setOver] = useState(false);
  const [resumed, setResumed] = useState(0);
  const now = viewer?.customer ? viewer : null;
  const owner = useRef<SignedInViewer | null>(null);
  if (now && (owner.current ?? now).id === now.id) {
    owner.current = now;
    // Before the pages below ask for anything.
    setPageOwner(now.id);
  }
  const shown = owner.current;
  const gone = shown !== null && !now;

  /** Begins anew when another person is signed in; true when the owner is. */
  const look = useCallback(async (): Promise<boolean> => {
    const there = await whoIsThere();
    if (!there || !owner.current || there.id === owner.current.id) return !!there;
    void navigate('/', { replace: true });
    restart();
    return false;
  }, [navigate, restart]);
  const ended = useCallback(() => {
    setOver(true);
    void look();
  }, [look]);
  useEffect(
    () => onEnded({ onSessionEnded: ended, onLiveRefused: () => void look() }),
    [ended, look, onEnded],
  );
  // Also when the pages ask again who is signed in.
  useEffect(() => {
    if (gone) ended();
  }, [ended, gone]);

  const goOn = async () => {
    if (!(await look())) return;
    setOver(false);
    setResumed((times) => times + 1);
  };

  if (!shown) return <SignIn ended={false} onSignedIn={restart} />;
  return (
    <>
      {over && <SignInAgain onSignedIn={() => void goOn()} />}
      <div style={{ display: over ? 'none' : 'contents' }}>
        <SessionContext.Provider value={{ viewer: shown, leave: restart, ended, resumed }}>
          {children}
        </SessionContext.Provider>
      </div>
    </>
  );
}

/** The sign-in in place of a page, which has its title and the keyboard back afterwards. */
function SignInAgain({ onSignedIn }: { onSignedIn: () => void }) {
  useLayoutEffect(() => {
    const title = document.title;
    const place = document.activeElement;
    return () => {
      document.title = title;
      if (place instanceof HTMLElement) requestAnimationFrame(() => place.focus());
    };
  }, []);
  return <SignIn ended onSignedIn={onSignedIn} />;
}

const Outside = ({ children }: { children: ReactNode }) => (
  <PageErrors>
    <Suspense fallback={<OpeningBones />}>{children}</Suspense>
  </PageErrors>
);

const OpeningBones = () => (
  <main className="page opening">
    <Loading>
      <Bone width="9rem" height="1.25rem" />
      <Bone height="10rem" />
      <Bone height="6rem" />
    </Loading>
  </main>
);

function Opening({ failed, onRetry }: { failed: Failure | undefined; onRetry: () => void }) {
  const { nav } = useWords();
  useEffect(() => {
    if (!failed) return;
    window.addEventListener('online', onRetry);
    return () => window.removeEventListener('online', onRetry);
  }, [failed, onRetry]);
  return failed ? (
    <>
      <header className="top">
        <div className="top-in">
          <span className="brand">{keptBrand()}</span>
        </div>
      </header>
      <main className="page opening">
        <div className="stack">
          <h1>{nav.home}</h1>
          <PageFailure failure={failed} onRetry={onRetry} />
        </div>
      </main>
    </>
  ) : (
    <OpeningBones />
  );
}
