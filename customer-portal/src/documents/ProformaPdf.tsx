import { isPositive } from '@backhaul/domain/money/decimals';
import { useParams } from 'react-router';
import { operation } from '../api/operation.ts';
import { usePageQuery } from '../api/usePageQuery.ts';
import { ProformaNumberDocument } from '../generated/graphql.ts';
import { ButtonLink } from '../ui/Button.tsx';
import { useSpeech } from '../words/useWords.tsx';
import { proformaAddress } from './documentAddress.ts';
import { DocumentPage } from './DocumentPage.tsx';

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
