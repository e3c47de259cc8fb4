import { isPositive } from '@backhaul/domain/money/decimals';
import { Link, useParams } from 'react-router';
import { operation } from '../api/operation.ts';
import { usePageQuery } from '../api/usePageQuery.ts';
import { ProformaNumberDocument, type ProformaNumberQuery } from '../generated/graphql.ts';
import { ButtonLink } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { StatusChip } from '../ui/StatusChip.tsx';
import { useSpeech } from '../words/useWords.tsx';
import { proformaAddress } from './documentAddress.ts';
import { DocumentPage } from './DocumentPage.tsx';
import { proformaStatus } from './proformaStatus.ts';

const proformaNumber = operation(ProformaNumberDocument);

/** A request for payment as it was issued, and the way to pay it. */
export default function ProformaPdf() {
  const {
    words: { documents: words, home },
    date,
    money,
  } = useSpeech();
  const { id = '' } = useParams();
  const { data } = usePageQuery(proformaNumber, { id });
  const proforma = data?.proforma;
  const title = proforma ? words.proforma(proforma.number) : words.proformas;
  const says =
    proforma &&
    [title, date(proforma.documentDate), money(proforma.total, proforma.currency)].join(', ');
  return (
    <>
      <DocumentPage
        title={title}
        says={says}
        address={proformaAddress(id)}
        back={{ to: '/documents', label: words.toDocuments }}
        aside={proforma && <StatusChip status={proformaStatus(proforma)} />}
        notice={proforma && <WhatBecameOfIt proforma={proforma} />}
      />
      {proforma && isPositive(proforma.due) && (
        <p className="centred">
          <ButtonLink to={`/pay?proforma=${proforma.id}`} look="primary">
            {data.viewer?.customer?.onlinePayment.length
              ? home.pay(money(proforma.due, proforma.currency))
              : home.howToPay}
          </ButtonLink>
        </p>
      )}
    </>
  );
}

/** That it is an invoice by now, open again or not, or void; nothing while it is to pay. */
function WhatBecameOfIt({ proforma }: { proforma: ProformaNumberQuery['proforma'] }) {
  const {
    words: { documents: words },
    money,
  } = useSpeech();
  const { invoice, status, currency, voidReason, received } = proforma;
  if (status === 'VOID')
    return (
      <Notice tone="neutral" icon="ban">
        <p>{words.proformaVoid}</p>
        {voidReason && <p>{voidReason}</p>}
        {isPositive(received) && <p>{words.proformaFreed(money(received, currency))}</p>}
      </Notice>
    );
  if (!invoice) return null;
  const open = isPositive(invoice.due);
  return (
    <Notice tone={open ? 'due' : 'paid'} icon={open ? 'alert' : 'check'}>
      <p>
        {open
          ? words.proformaOpenAgain(invoice.number ?? '', money(invoice.due, currency))
          : words.proformaPaid(invoice.number ?? '')}
      </p>
      <p>
        <Link className="target" to={`/invoices/${invoice.id}`}>
          {words.toItsInvoice(invoice.number ?? '')}
        </Link>
      </p>
    </Notice>
  );
}
