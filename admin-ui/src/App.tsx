import { QueryClient } from '@tanstack/react-query';
import { Admin, CustomRoutes, Resource } from 'react-admin';
import { createBrowserRouter, Route, RouterProvider } from 'react-router-dom';
import { authProvider } from './api/authProvider.ts';
import { createDataProvider } from './api/dataProvider.ts';
import { ChangeEmail } from './access/account/ChangeEmail.tsx';
import { ChangePassword } from './access/account/ChangePassword.tsx';
import { Sessions } from './access/account/Sessions.tsx';
import billingRuns from './runs/index.ts';
import { billingRunApi } from './runs/api.ts';
import { CustomFieldsPage } from './fields/define/CustomFieldsPage.tsx';
import { deskReads } from './desk/api.ts';
import { deskPages } from './desk/index.ts';
import { CompanyPage } from './company/CompanyPage.tsx';
import customers from './customers/index.ts';
import { customerApi } from './customers/api.ts';
import { Dashboard } from './dashboards/Dashboard.tsx';
import { JobsPage } from './printing/bulk/JobsPage.tsx';
import { TemplateEditorPage } from './printing/templates/TemplateEditorPage.tsx';
import { TemplatesPage } from './printing/templates/TemplatesPage.tsx';
import { AppLayout } from './frame/AppLayout.tsx';
import { guarded } from './frame/guarded.tsx';
import { NoAccess, NotFound, PageError, Starting } from './kit/pages.tsx';
import { i18nProvider } from './frame/messages.ts';
import { listStore } from './frame/store.ts';
import { useAppTheme } from './frame/useAppTheme.ts';
import invoices from './invoices/index.ts';
import { invoiceApi } from './invoices/api.ts';
import { ForgotPassword } from './access/login/ForgotPassword.tsx';
import { ResetPassword } from './access/login/ResetPassword.tsx';
import { SignIn } from './access/login/SignIn.tsx';
import messages from './messages/index.ts';
import { messageApi } from './messages/api.ts';
import partners from './partners/index.ts';
import { partnerApi } from './partners/api.ts';
import payments from './payments/index.ts';
import { paymentApi } from './payments/api.ts';
import services from './services/index.ts';
import { serviceApi } from './services/api.ts';
import { FinanceSettingsPage } from './settings/FinanceSettingsPage.tsx';
import { GatewaysPage } from './settings/gateways/GatewaysPage.tsx';
import { NotificationSettingsPage } from './settings/notifications/NotificationSettingsPage.tsx';
import { SettingsPage } from './settings/SettingsPage.tsx';
import { TaxRatesPage } from './settings/TaxRatesPage.tsx';
import tariffs from './tariffs/index.ts';
import { tariffApi } from './tariffs/api.ts';
import transactions from './ledger/index.ts';
import { transactionApi } from './ledger/api.ts';
import users from './access/users/index.ts';
import { userApi } from './access/users/api.ts';

const dataProvider = createDataProvider(
  [
    billingRunApi,
    customerApi,
    serviceApi,
    invoiceApi,
    paymentApi,
    transactionApi,
    messageApi,
    tariffApi,
    partnerApi,
    userApi,
  ],
  deskReads,
);

const resources = [
  billingRuns,
  customers,
  services,
  invoices,
  payments,
  transactions,
  messages,
  tariffs,
  partners,
  users,
].map((resource) => guarded(resource, deskPages[resource.name]));

const queryClient = new QueryClient({
  defaultOptions: {
    // A refusal stays a refusal; trying again only makes the person wait for it.
    queries: { retry: false, staleTime: 5_000 },
  },
});

/** The back office as a table of contents. */
function BackOffice() {
  return (
    <Admin
      title="Backhaul"
      dataProvider={dataProvider}
      authProvider={authProvider}
      i18nProvider={i18nProvider}
      queryClient={queryClient}
      store={listStore}
      theme={useAppTheme()}
      darkTheme={null}
      layout={AppLayout}
      loginPage={SignIn}
      dashboard={Dashboard}
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
        <Route path="/forgot-password" element={<ForgotPassword />} />
        <Route path="/reset-password" element={<ResetPassword />} />
      </CustomRoutes>
      <CustomRoutes>
        <Route path="/settings" element={<SettingsPage />} />
        <Route path="/settings/finance" element={<FinanceSettingsPage />} />
        <Route path="/settings/notifications" element={<NotificationSettingsPage />} />
        <Route path="/settings/gateways" element={<GatewaysPage />} />
        <Route path="/settings/custom-fields" element={<CustomFieldsPage />} />
        <Route path="/settings/company" element={<CompanyPage />} />
        <Route path="/settings/templates" element={<TemplatesPage />} />
        <Route path="/settings/templates/:kind" element={<TemplateEditorPage />} />
        <Route path="/documents/jobs" element={<JobsPage />} />
        <Route path="/settings/tax-rates" element={<TaxRatesPage />} />
        <Route path="/account/sessions" element={<Sessions />} />
        <Route path="/account/password" element={<ChangePassword />} />
        <Route path="/account/email" element={<ChangeEmail />} />
      </CustomRoutes>
    </Admin>
  );
}

// A router that knows about leaving a page: forms ask before what was typed is lost.
const router = createBrowserRouter([{ path: '*', element: <BackOffice /> }], {
  basename: '/admin',
});

export function App() {
  return <RouterProvider router={router} />;
}
