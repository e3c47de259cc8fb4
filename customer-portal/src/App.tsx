import { lazy } from 'react';
import { BrowserRouter, Route, Routes } from 'react-router';
import { Frame } from './frame/Frame.tsx';
import { MissingPage } from './frame/MissingPage.tsx';
import { Home } from './home/Home.tsx';
import { SessionGate } from './session/SessionGate.tsx';
import { WordsProvider } from './words/useWords.tsx';

// Home comes with the first load; the others when they are wanted.
const Invoices = lazy(() => import('./invoices/Invoices.tsx'));
const InvoicePage = lazy(() => import('./invoices/InvoicePage.tsx'));
const Pay = lazy(() => import('./pay/Pay.tsx'));
const PayReturn = lazy(() => import('./pay/PayReturn.tsx'));
const Payments = lazy(() => import('./payments/Payments.tsx'));
const Cards = lazy(() => import('./cards/Cards.tsx'));
const Documents = lazy(() => import('./documents/Documents.tsx'));
const InvoicePdf = lazy(() => import('./documents/InvoicePdf.tsx'));
const CreditNotePdf = lazy(() => import('./documents/CreditNotePdf.tsx'));
const ProformaPdf = lazy(() => import('./documents/ProformaPdf.tsx'));
const ReceiptPdf = lazy(() => import('./documents/ReceiptPdf.tsx'));
const StatementPdf = lazy(() => import('./documents/StatementPdf.tsx'));
const Services = lazy(() => import('./services/Services.tsx'));
const Profile = lazy(() => import('./profile/Profile.tsx'));

export function App() {
  return (
    <WordsProvider>
      <BrowserRouter>
        <SessionGate>
          <Routes>
            <Route element={<Frame />}>
              <Route index element={<Home />} />
              <Route path="invoices" element={<Invoices />} />
              <Route path="invoices/:id" element={<InvoicePage />} />
              <Route path="invoices/:id/pdf" element={<InvoicePdf />} />
              <Route path="pay" element={<Pay />} />
              <Route path="pay/return" element={<PayReturn />} />
              <Route path="payments" element={<Payments />} />
              <Route path="cards" element={<Cards />} />
              <Route path="credit-notes/:id/pdf" element={<CreditNotePdf />} />
              <Route path="proformas/:id/pdf" element={<ProformaPdf />} />
              <Route path="payments/:id/receipt" element={<ReceiptPdf />} />
              <Route path="documents" element={<Documents />} />
              <Route path="statement" element={<StatementPdf />} />
              <Route path="services" element={<Services />} />
              <Route path="profile" element={<Profile />} />
              <Route path="*" element={<MissingPage />} />
            </Route>
          </Routes>
        </SessionGate>
      </BrowserRouter>
    </WordsProvider>
  );
}
