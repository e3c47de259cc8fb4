import { Suspense, type ReactNode } from 'react';
import { NavLink, Outlet } from 'react-router';
import { AccountVersion } from '../api/accountVersion.ts';
import { useLiveAccount } from '../api/useLiveAccount.ts';
import { BrandSign } from '../session/BrandSign.tsx';
import { useSession, type SignedInViewer } from '../session/session.ts';
import { Icon, type IconName } from '../ui/Icon.tsx';
import { LoadingRows } from '../ui/states.tsx';
import { useSpeech, useWords } from '../words/useWords.tsx';
import { ConnectionDot, ConnectionLine } from './ConnectionState.tsx';
import { PageErrors } from './PageErrors.tsx';
import { Support } from './Support.tsx';

/** What surrounds every page: the partner's name, the six places, and the live connection. */
export function Frame() {
  const words = useWords();
  const { customer } = useSession().viewer;
  return (
    <LiveAccount customer={customer}>
      <a className="skip" href="#main">
        {words.skip}
      </a>
      <header className="top">
        <div className="top-in">
          <NavLink to="/" className="brand">
            <BrandSign />
          </NavLink>
          <MainNav />
          <ConnectionDot />
        </div>
      </header>
      <TestLine />
      <ConnectionLine />
      <main id="main" tabIndex={-1}>
        <PageErrors>
          <Suspense
            fallback={
              <div className="page">
                <LoadingRows />
              </div>
            }
          >
            <Outlet />
          </Suspense>
        </PageErrors>
      </main>
      <footer className="foot">
        <Support />
      </footer>
    </LiveAccount>
  );
}

/** That all of this is a test, on each page, so that nobody takes it for a real bill. */
function TestLine() {
  const words = useWords();
  const { date } = useSpeech();
  const { partner, today } = useSession().viewer;
  if (!partner.test) return null;
  return <p className="test-line">{words.tested(date(today))}</p>;
}

/** One list of places: along the bottom of a phone, in the header of anything wider. */
function MainNav() {
  const { nav } = useWords();
  const places: [to: string, label: string, icon: IconName][] = [
    ['/', nav.home, 'home'],
    ['/invoices', nav.invoices, 'invoice'],
    ['/payments', nav.payments, 'payment'],
    ['/documents', nav.documents, 'document'],
    ['/services', nav.services, 'services'],
    ['/profile', nav.profile, 'profile'],
  ];
  return (
    <nav className="places" aria-label={nav.label}>
      {places.map(([to, label, icon]) => (
        <NavLink key={to} to={to} end={to === '/'}>
          <Icon name={icon} />
          <span>{label}</span>
        </NavLink>
      ))}
    </nav>
  );
}

function LiveAccount({
  customer,
  children,
}: {
  customer: SignedInViewer['customer'];
  children: ReactNode;
}) {
  const version = useLiveAccount({
    balance: customer?.balance ?? '',
    outstanding: customer?.outstanding ?? '',
    status: customer?.status ?? '',
  });
  const { resumed } = useSession();
  return <AccountVersion.Provider value={version + resumed}>{children}</AccountVersion.Provider>;
}
