import { useParams } from 'react-router';
import { operation } from '../api/operation.ts';
import { usePageQuery } from '../api/usePageQuery.ts';
import { ReceiptNumberDocument } from '../generated/graphql.ts';
import { useSpeech } from '../words/useWords.tsx';
import { receiptAddress } from './documentAddress.ts';
import { DocumentPage } from './DocumentPage.tsx';

const receiptNumber = operation(ReceiptNumberDocument);

/** The receipt of a payment. */
export default function ReceiptPdf() {
  const {
    words: { documents: words },
    date,
    money,
  } = useSpeech();
  const { id = '' } = useParams();
  const { data } = usePageQuery(receiptNumber, { id });
  const payment = data?.payment;
  const title = payment ? words.receipt(payment.receiptNumber) : words.receipts;
  const says =
    payment && [title, date(payment.date), money(payment.amount, payment.currency)].join(', ');
  return (
    <DocumentPage
      title={title}
      says={says}
      address={receiptAddress(id)}
      back={{ to: '/payments', label: words.toPayments }}
    />
  );
}
