import { lazy, Suspense, useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { Provider, useQuery } from 'urql';
import { openClient, type PortalClient } from '../api/client.ts';
import { failureOf, type Failure } from '../api/failure.ts';
import { operation } from '../api/operation.ts';
import { setConnection } from '../api/connection.ts';
import { PageErrors } from '../frame/PageErrors.tsx';
import {
  SessionDocument,
  type SessionQuery,
  type SessionQueryVariables,
} from '../generated/graphql.ts';
import { Loading, Bone, PageFailure } from '../ui/states.tsx';
import { useWords } from '../words/useWords.tsx';
import { applyBrand, BrandContext, keptBrand } from './brand.ts';
import { SessionContext } from './session.ts';
import { SignIn } from './SignIn.tsx';

const sessionQuery = operation(SessionDocument);
const none: SessionQueryVariables = {};

// For those who can't sign in, and those who are new.
const ForgotPassword = lazy(() => import('./ForgotPassword.tsx'));
const ResetPassword = lazy(() => import('./ResetPassword.tsx'));

type Before = 'nothing' | 'left' | 'ended';

/** Shows the sign-in or what is behind it. Every change of session starts with an empty client. */
export function SessionGate({ children }: { children: ReactNode }) {
  const ended = useRef(() => {});
  const [before, setBefore] = useState<Before>('nothing');
  const [portal, setPortal] = useState<PortalClient>(() => openClient(() => ended.current()));
  const current = useRef(portal);
  const restart = useCallback((why: Before) => {
    current.current.close();
    current.current = openClient(() => ended.current());
    setConnection('connecting');
    setBefore(why);
    setPortal(current.current);
  }, []);
  // Only who was signed in can be told that the session has ended.
  const onViewer = useCallback(
    (signedIn: boolean) => {
      ended.current = signedIn ? () => restart('ended') : () => {};
    },
    [restart],
  );
  return (
    <Provider value={portal.client}>
      <Gate key={portal.id} before={before} restart={restart} onViewer={onViewer}>
        {children}
      </Gate>
    </Provider>
  );
}

interface GateProps {
  before: Before;
  restart: (why: Before) => void;
  onViewer: (signedIn: boolean) => void;
  children: ReactNode;
}

function Gate({ before, restart, onViewer, children }: GateProps) {
  const [{ data, error }, again] = useQuery({ query: sessionQuery, variables: none });
  const brand = data?.viewer?.branding ?? data?.branding;
  const signedIn = !!data?.viewer?.customer;
  useEffect(() => {
    if (brand) applyBrand(brand);
  }, [brand]);
  useEffect(() => {
    onViewer(signedIn);
  }, [onViewer, signedIn]);

  if (!data || !brand)
    return (
      <Opening
        failed={error && failureOf(error)}
        onRetry={() => again({ requestPolicy: 'network-only' })}
      />
    );
  return (
    <BrandContext.Provider value={brand}>
      <Inside viewer={data.viewer} before={before} restart={restart}>
        {children}
      </Inside>
    </BrandContext.Provider>
  );
}

/** The pages of somebody signed in, or those before that. A link to choose a password works either way. */
function Inside({
  viewer,
  before,
  restart,
  children,
}: Omit<GateProps, 'onViewer'> & { viewer: SessionQuery['viewer'] }) {
  const navigate = useNavigate();
  const page = useLocation().pathname.replace(/\/+$/, '');
  const ended = useCallback(() => restart('ended'), [restart]);
  const leave = useCallback(() => restart('left'), [restart]);
  if (page === '/reset-password')
    return (
      <Outside>
        <ResetPassword
          onSignIn={() => {
            void navigate('/', { replace: true });
            leave();
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
  if (!viewer?.customer)
    return <SignIn ended={before === 'ended'} onSignedIn={() => restart('nothing')} />;
  return (
    <SessionContext.Provider value={{ viewer, leave, ended }}>{children}</SessionContext.Provider>
  );
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
