import { useState } from 'react';
import { operation } from '../api/operation.ts';
import { usePageQuery } from '../api/usePageQuery.ts';
import { DocumentsDocument } from '../generated/graphql.ts';
import { Page } from '../ui/Page.tsx';
import { LoadingRows, PageFailure } from '../ui/states.tsx';
import { useWords } from '../words/useWords.tsx';
import {
  creditNoteAddress,
  invoiceAddress,
  proformaAddress,
  receiptAddress,
} from './documentAddress.ts';
import { DocumentRows } from './DocumentRows.tsx';
import { proformaStatus } from './proformaStatus.ts';
import { StatementForm } from './StatementForm.tsx';

const documents = operation(DocumentsDocument);
const FIRST = 5;
const MORE = 20;
/** The largest page the server gives. */
const MOST = 200;

/** Everything on paper, by itself: to look at, to keep, to hand on. */
export default function Documents() {
  const words = useWords();
  const [shown, setShown] = useState({
    invoices: FIRST,
    creditNotes: FIRST,
    proformas: FIRST,
    payments: FIRST,
  });
  const { data, failure, refresh } = usePageQuery(documents, shown);
  const more = (kind: keyof typeof shown) =>
    shown[kind] < MOST
      ? () => setShown({ ...shown, [kind]: Math.min(MOST, shown[kind] + MORE) })
      : undefined;
  return (
    <Page title={words.documents.title}>
      <div className="stack sections">
        {failure && <PageFailure failure={failure} onRetry={refresh} />}
        {!data && !failure && <LoadingRows rows={6} />}
        {data && (
          <DocumentRows
            id="invoices"
            title={words.documents.invoices}
            none={words.documents.noInvoices}
            total={data.invoices.totalCount}
            onMore={more('invoices')}
            rows={data.invoices.nodes.map((each) => ({
              id: each.id,
              title: each.number ? words.documents.invoice(each.number) : words.invoices.draft,
              date: each.documentDate,
              amount: each.total,
              currency: each.currency,
              to: `/invoices/${each.id}/pdf`,
              address: invoiceAddress(each.id).pdf,
            }))}
          />
        )}
        {data && data.creditNotes.totalCount > 0 && (
          <DocumentRows
            id="credit-notes"
            title={words.documents.creditNotes}
            none=""
            total={data.creditNotes.totalCount}
            onMore={more('creditNotes')}
            rows={data.creditNotes.nodes.map((each) => ({
              id: each.id,
              title: words.documents.creditNote(each.number),
              date: each.documentDate,
              amount: each.total,
              currency: each.currency,
              to: `/credit-notes/${each.id}/pdf`,
              address: creditNoteAddress(each.id).pdf,
            }))}
          />
        )}
        {data && data.proformas.totalCount > 0 && (
          <DocumentRows
            id="proformas"
            title={words.documents.proformas}
            none=""
            total={data.proformas.totalCount}
            onMore={more('proformas')}
            rows={data.proformas.nodes.map((each) => ({
              id: each.id,
              title: words.documents.proforma(each.number),
              date: each.documentDate,
              amount: each.total,
              currency: each.currency,
              to: `/proformas/${each.id}/pdf`,
              address: proformaAddress(each.id).pdf,
              status: proformaStatus(each),
            }))}
          />
        )}
        {data && (
          <DocumentRows
            id="receipts"
            title={words.documents.receipts}
            none={words.documents.noReceipts}
            total={data.payments.totalCount}
            onMore={more('payments')}
            rows={data.payments.nodes.map((each) => ({
              id: each.id,
              title: words.documents.receipt(each.receiptNumber),
              date: each.date,
              amount: each.amount,
              currency: each.currency,
              to: `/payments/${each.id}/receipt`,
              address: receiptAddress(each.id).pdf,
            }))}
          />
        )}
        <StatementForm />
      </div>
    </Page>
  );
}
