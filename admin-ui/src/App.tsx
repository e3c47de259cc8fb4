import { Suspense, type ReactNode } from 'react';
import { CssBaseline } from '@mui/material';
import { AdminContext, CoreAdminUI, CustomRoutes, Notification, Resource } from 'react-admin';
import { createBrowserRouter, Route, RouterProvider } from 'react-router-dom';
import { createAuthProvider } from './api/authProvider.ts';
import { createDataProvider } from './api/dataProvider.ts';
import { queryClient } from './api/queryClient.ts';
import { AppLayout } from './frame/AppLayout.tsx';
import { guarded } from './frame/guarded.tsx';
import { i18nProvider } from './frame/messages.ts';
import { listsAreOf, listStore } from './frame/store.ts';
import { useAppTheme } from './frame/useAppTheme.ts';
import { OfficeProvider } from './kit/office/context.ts';
import { createOffice } from './kit/office/office.ts';
import { NoAccess, NotFound, PageError, Starting } from './kit/pages.tsx';
import { MODULES } from './modules.ts';

const office = createOffice(MODULES);
const { home: Home, signIn: SignIn } = office;
const resources = office.resources.map(guarded);
const routes = MODULES.flatMap((module) => module.routes ?? []);

const dataProvider = createDataProvider(office.resources);
const authProvider = createAuthProvider(office.mayDo, listsAreOf);

/** A page that has no frame around it waits by itself while it is fetched. */
const alone = (page: ReactNode) => <Suspense fallback={<Starting />}>{page}</Suspense>;

/** Put together of its parts: `Admin` would bring a layout and a sign-in page that are not ours. */
function BackOffice() {
  return (
    <OfficeProvider value={office}>
      <AdminContext
        dataProvider={dataProvider}
        authProvider={authProvider}
        i18nProvider={i18nProvider}
        queryClient={queryClient}
        store={listStore}
        theme={useAppTheme()}
        darkTheme={null}
      >
        <CssBaseline enableColorScheme />
        <Pages />
        <Notification />
      </AdminContext>
    </OfficeProvider>
  );
}

/** What the modules make: see modules.ts. */
function Pages() {
  return (
    <CoreAdminUI
      title="Back office"
      layout={AppLayout}
      {...(SignIn ? { loginPage: alone(<SignIn />) } : {})}
      {...(Home ? { dashboard: () => <Home /> } : {})}
      catchAll={NotFound}
      accessDenied={NoAccess}
      error={PageError}
      loading={Starting}
      requireAuth
      disableTelemetry
    >
      {resources.map((resource) => (
        <Resource key={resource.name} {...resource} />
      ))}
      <CustomRoutes noLayout>
        {routes
          .filter(({ frameless }) => frameless)
          .map(({ path, page: Page }) => (
            <Route key={path} path={path} element={alone(<Page />)} />
          ))}
      </CustomRoutes>
      <CustomRoutes>
        {routes
          .filter(({ frameless }) => !frameless)
          .map(({ path, page: Page }) => (
            <Route key={path} path={path} element={<Page />} />
          ))}
      </CustomRoutes>
    </CoreAdminUI>
  );
}

// A router that knows about leaving a page: forms ask before what was typed is lost.
const router = createBrowserRouter([{ path: '*', element: <BackOffice /> }], {
  basename: '/admin',
});

export function App() {
  return <RouterProvider router={router} />;
}
