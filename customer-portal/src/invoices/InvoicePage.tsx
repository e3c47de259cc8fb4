import { countryName } from '@backhaul/design';
import { compareDecimals } from '@backhaul/domain/money/decimals';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import type { Failure } from '../api/failure.ts';
import { operation } from '../api/operation.ts';
import { usePageQuery } from '../api/usePageQuery.ts';
import { invoiceAddress } from '../documents/documentAddress.ts';
import { DocumentFailure } from '../documents/DocumentFailure.tsx';
import { DownloadButton } from '../documents/DownloadButton.tsx';
import { FieldFacts } from '../fields/FieldFacts.tsx';
import type { CustomField } from '../fields/values.ts';
import { InvoiceDocument, type PartyPartsFragment } from '../generated/graphql.ts';
import { Button, ButtonLink } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { Figure } from '../ui/Money.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Page } from '../ui/Page.tsx';
import { Bone, BoneRows, Loading, PageFailure } from '../ui/states.tsx';
import { StatusChip } from '../ui/StatusChip.tsx';
import { useSpeech } from '../words/useWords.tsx';
import type { InvoiceData } from './invoiceData.ts';
import { InvoiceLines } from './InvoiceLines.tsx';
import { InvoicePayments, InvoiceSums } from './InvoiceSums.tsx';

const invoiceQuery = operation(InvoiceDocument);

/** One invoice at a time; another one starts afresh. */
export default function InvoicePage() {
  const { id = '' } = useParams();
  return <OneInvoice key={id} id={id} />;
}

function OneInvoice({ id }: { id: string }) {
  const { words } = useSpeech();
  const { data, failure, refresh } = usePageQuery(invoiceQuery, { id });
  const invoice = data?.invoice;
  const title = invoice?.number ? words.invoices.number(invoice.number) : words.nav.invoices;
  return (
    <Page
      title={title}
      before={
        <Link to="/invoices" className="back target">
          <Icon name="back" />
          {words.invoices.back}
        </Link>
      }
      aside={invoice && <StatusChip status={invoice.status} />}
    >
      {/* A link cut short is no id at all, which is just as much not found. */}
      {failure && (
        <PageFailure
          failure={failure.kind === 'input' ? { ...failure, kind: 'notFound' } : failure}
          onRetry={refresh}
        />
      )}
      {!data && !failure && (
        <Loading>
          <div className="card stack">
            <Bone width="8rem" />
            <Bone width="11rem" height="2.5rem" />
            <Bone height="3rem" />
          </div>
          <BoneRows rows={3} />
        </Loading>
      )}
      {invoice && <InvoiceBody invoice={invoice} fields={data.customFields} />}
    </Page>
  );
}

function InvoiceBody({
  invoice,
  fields,
}: {
  invoice: InvoiceData;
  fields: readonly CustomField[];
}) {
  const {
    words: { invoice: words, invoices },
    date,
    day,
    money,
  } = useSpeech();
  const [failure, setFailure] = useState<Failure | null>(null);
  const { currency } = invoice;
  const open =
    invoice.status !== 'VOID' &&
    invoice.status !== 'DRAFT' &&
    compareDecimals(invoice.due, '0') > 0;
  const late = invoice.status === 'OVERDUE';
  return (
    <div className="stack">
      {invoice.status === 'VOID' && (
        <Notice tone="neutral" icon="ban">
          <p>{words.voided}</p>
          {invoice.voidReason && <p>{words.voidReason(invoice.voidReason)}</p>}
        </Notice>
      )}
      <div className="card invoice-top">
        <p className="muted">{open ? words.due : words.total}</p>
        <p>
          <Figure amount={open ? invoice.due : invoice.total} currency={currency} />
        </p>
        <p className={late ? 'overdue' : 'muted'}>
          {open && `${(late ? words.wasDue : words.payBy)(day(invoice.dueDate))} · `}
          {words.issuedOn(date(invoice.documentDate))}
        </p>
        <div className="actions">
          {open &&
            (invoice.customer.onlinePayment.length > 0 ? (
              <ButtonLink to={`/pay?invoice=${invoice.id}`} look="primary">
                {words.pay(money(invoice.due, currency))}
              </ButtonLink>
            ) : (
              <ButtonLink to={`/pay?invoice=${invoice.id}`}>{words.howToPay}</ButtonLink>
            ))}
          <ButtonLink to={`/invoices/${invoice.id}/pdf`}>{words.look}</ButtonLink>
          <DownloadButton
            address={invoiceAddress(invoice.id).pdf}
            what={invoice.number ? invoices.number(invoice.number) : invoices.draft}
            onFailure={setFailure}
          >
            {words.download}
          </DownloadButton>
          {invoice.usageCount > 0 && (
            <DownloadButton address={invoice.usageUrl} what={words.usage} onFailure={setFailure}>
              {words.usage}
            </DownloadButton>
          )}
          <Button look="quiet" onClick={() => window.print()}>
            <Icon name="print" />
            {words.print}
          </Button>
        </div>
        {failure && <DocumentFailure failure={failure} />}
        <FieldFacts fields={fields} values={invoice.customFields} />
      </div>
      <InvoiceLines invoice={invoice} />
      <InvoiceSums invoice={invoice} />
      {[invoice.note, invoice.terms].map(
        (said) =>
          said && (
            <p key={said} className="card as-typed">
              {said}
            </p>
          ),
      )}
      <InvoicePayments invoice={invoice} />
      <div className="parties">
        <Party title={words.billedTo} party={invoice.billedTo} />
        <Party title={words.billedBy} party={invoice.billedBy} />
      </div>
    </div>
  );
}

/** As printed when the invoice was issued. */
function Party({ title, party }: { title: string; party: PartyPartsFragment }) {
  const { locale, words } = useSpeech();
  const place = [party.zip, party.city].filter(Boolean).join(' ');
  const country = party.country && countryName(party.country, locale);
  const vatNo = party.vatId && words.invoice.vatNo(party.vatId);
  const taxNo = party.taxNumber && words.invoice.taxNo(party.taxNumber);
  return (
    <section>
      <h2 className="small-head">{title}</h2>
      <address>
        {[party.name, party.street, place, country, party.email, party.phone, vatNo, taxNo]
          .filter(Boolean)
          .map((line) => (
            <span key={line}>{line}</span>
          ))}
      </address>
    </section>
  );
}
