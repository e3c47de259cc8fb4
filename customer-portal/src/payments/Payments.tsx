import { compareDecimals } from '@backhaul/domain/money/decimals';
import { Link } from 'react-router';
import { operation } from '../api/operation.ts';
import { usePageQuery } from '../api/usePageQuery.ts';
import { PaymentsDocument, type PaymentsQuery } from '../generated/graphql.ts';
import { FieldFacts } from '../fields/FieldFacts.tsx';
import type { CustomField } from '../fields/values.ts';
import { Icon } from '../ui/Icon.tsx';
import { Money } from '../ui/Money.tsx';
import { Page } from '../ui/Page.tsx';
import { PAGE_SIZE, Pager } from '../ui/Pager.tsx';
import { Empty, LoadingRows, PageFailure } from '../ui/states.tsx';
import { usePaging } from '../ui/usePaging.ts';
import { useSpeech } from '../words/useWords.tsx';

const payments = operation(PaymentsDocument);

export default function Payments() {
  const words = useSpeech().words.payments;
  const { offset, setOffset } = usePaging();
  const { data, failure, fetching, refresh } = usePageQuery(payments, { first: PAGE_SIZE, offset });
  const customer = data?.viewer?.customer;
  const cards =
    customer &&
    (customer.savedMethods.length > 0 ||
      customer.onlinePayment.some(({ keepsCards }) => keepsCards));
  return (
    <Page
      title={words.title}
      aside={
        cards && (
          <Link to="/cards" className="target">
            {words.cards}
          </Link>
        )
      }
    >
      {failure && <PageFailure failure={failure} onRetry={refresh} />}
      {!data && !failure && <LoadingRows rows={6} />}
      {data &&
        (data.payments.totalCount === 0 ? (
          <Empty icon="payment" title={words.none}>
            <p>{words.noneLead}</p>
          </Empty>
        ) : (
          <div aria-busy={fetching}>
            <ul className="rows card">
              {data.payments.nodes.map((payment) => (
                <PaymentRow key={payment.id} payment={payment} fields={data.customFields} />
              ))}
            </ul>
            <Pager offset={offset} total={data.payments.totalCount} onOffset={setOffset} />
          </div>
        ))}
    </Page>
  );
}

function PaymentRow({
  payment,
  fields,
}: {
  payment: PaymentsQuery['payments']['nodes'][number];
  fields: readonly CustomField[];
}) {
  const {
    words: { payments: words },
    date,
    money,
  } = useSpeech();
  return (
    <li className="row">
      <span className="row-main">
        <span className="row-title">
          {date(payment.date)}, {words.method[payment.method]}
        </span>
        {payment.test && (
          <span className="row-note">{payment.sandbox ? words.sandbox : words.test}</span>
        )}
        <span className="row-links">
          <Link className="target" to={`/payments/${payment.id}/receipt`}>
            {words.receipt(payment.receiptNumber)}
          </Link>
          {payment.allocations.map(({ invoice }) => (
            <Link key={invoice.id} className="target" to={`/invoices/${invoice.id}`}>
              {words.invoice(invoice.number ?? '')}
            </Link>
          ))}
        </span>
        {payment.reversed && payment.reversalReason && (
          <span className="row-note">{words.reversedWhy(payment.reversalReason)}</span>
        )}
        <FieldFacts fields={fields} values={payment.customFields} />
      </span>
      <span className={payment.reversed ? 'row-end struck' : 'row-end'}>
        <Money amount={payment.amount} currency={payment.currency} strong />
        {compareDecimals(payment.refunded, '0') > 0 && (
          <span className="row-note">
            {words.givenBack(money(payment.refunded, payment.currency))}
          </span>
        )}
        {!payment.reversed && compareDecimals(payment.unallocated, '0') > 0 && (
          <span className="row-note">
            {payment.proforma?.status === 'UNPAID'
              ? words.waits(money(payment.unallocated, payment.currency), payment.proforma.number)
              : words.credited(money(payment.unallocated, payment.currency))}
          </span>
        )}
        {payment.reversed && (
          <span className="chip tone-neutral">
            <Icon name="ban" />
            {words.reversed}
          </span>
        )}
      </span>
    </li>
  );
}
