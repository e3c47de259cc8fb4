import { useParams } from 'react-router';
import { operation } from '../api/operation.ts';
import { usePageQuery } from '../api/usePageQuery.ts';
import { InvoiceNumberDocument } from '../generated/graphql.ts';
import { useSpeech } from '../words/useWords.tsx';
import { invoiceAddress } from './documentAddress.ts';
import { DocumentPage } from './DocumentPage.tsx';

const invoiceNumber = operation(InvoiceNumberDocument);

/** An invoice as it was issued. */
export default function InvoicePdf() {
  const { words, date, money } = useSpeech();
  const { id = '' } = useParams();
  const { data } = usePageQuery(invoiceNumber, { id });
  const invoice = data?.invoice;
  const title = invoice?.number ? words.documents.invoice(invoice.number) : words.nav.invoices;
  const says =
    invoice &&
    [title, date(invoice.documentDate), money(invoice.total, invoice.currency)].join(', ');
  return (
    <DocumentPage
      title={title}
      says={says}
      address={invoiceAddress(id)}
      back={{ to: `/invoices/${id}`, label: words.documents.toInvoice }}
      readable={`/invoices/${id}`}
    />
  );
}
