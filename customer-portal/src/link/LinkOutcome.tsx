import { useEffect } from 'react';
import { useQuery } from 'urql';
import { failureOf } from '../api/failure.ts';
import { operation } from '../api/operation.ts';
import { PaymentByLinkDocument, type LinkCheckoutPartsFragment } from '../generated/graphql.ts';
import { forgetAttempt } from '../pay/attempt.ts';
import { askAgain } from '../pay/askAgain.ts';
import { came, OutcomeCard } from '../pay/OutcomeCard.tsx';
import { Entrance } from '../session/Entrance.tsx';
import { ButtonLink } from '../ui/Button.tsx';
import { Figure } from '../ui/Money.tsx';
import { Bone, Loading, PageFailure } from '../ui/states.tsx';
import { TestNotice } from '../ui/TestNotice.tsx';
import { useSpeech } from '../words/useWords.tsx';
import type { LinkView } from './LinkForm.tsx';

const standingQuery = operation(PaymentByLinkDocument);

interface Props {
  token: string;
  id: string;
  view: LinkView;
  /** Something came, so that what is due is another amount. */
  onPaid: () => void;
}

/** How a payment by a link went, told as soon as the provider says so. */
export function LinkOutcome({ token, id, view, onPaid }: Props) {
  const { words } = useSpeech();
  const [{ data, error }, ask] = useQuery({
    query: standingQuery,
    variables: { token, checkoutId: id },
    requestPolicy: 'cache-and-network',
  });
  const checkout = data?.paymentByLink;
  const status = checkout?.status;
  useEffect(() => {
    if (status !== undefined && status !== 'PENDING') {
      forgetAttempt();
      return;
    }
    return askAgain(() => ask({ requestPolicy: 'network-only' }));
  }, [status, ask]);
  useEffect(() => {
    if (status === 'PAID') onPaid();
    // once for each outcome; the page above asks by another function each time it is drawn
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [status]);
  const failure = error && !checkout ? failureOf(error) : null;
  return (
    <Entrance title={words.outcome.title}>
      <p className="muted">{words.invoices.number(view.invoiceNumber)}</p>
      {checkout && <Standing checkout={checkout} token={token} view={view} />}
      {failure && (
        <PageFailure
          failure={failure}
          title={failure.kind === 'offline' ? undefined : words.outcome.unknown}
          advice={failure.kind === 'offline' ? undefined : words.link.unknownPayment}
          onRetry={() => ask({ requestPolicy: 'network-only' })}
        />
      )}
      {!checkout && !failure && (
        <Loading>
          <Bone width="3rem" height="3rem" />
          <Bone width="16rem" height="1.5rem" />
        </Loading>
      )}
      {failure && (
        <div className="actions">
          <ButtonLink to={`/pay/${token}`}>{words.link.back}</ButtonLink>
        </div>
      )}
    </Entrance>
  );
}

function Standing({
  checkout,
  token,
  view,
}: {
  checkout: LinkCheckoutPartsFragment;
  token: string;
  view: LinkView;
}) {
  const {
    words: { outcome: words, link },
    money,
  } = useSpeech();
  const { status, failure, refusal, failureCode } = checkout;
  const received = came({ ...checkout, payment: null });
  const lead = {
    PENDING: words.waitingLead,
    PAID: link.arrived(money(received.amount, received.currency)),
    FAILED: words.seenTo,
    CANCELLED: words.cancelledLead,
  }[status];
  const sentence = status === 'FAILED' && !failureCode ? words.whyFailed(refusal, failure) : lead;
  const again = !failureCode && (status === 'FAILED' || status === 'CANCELLED');
  return (
    <div className="stack">
      {checkout.test && <TestNotice />}
      <div role="status" aria-live="polite">
        <OutcomeCard status={status} odd={failureCode} amount={<Figure {...received} />} plain>
          <p className="muted">{sentence}</p>
        </OutcomeCard>
      </div>
      <div className="actions">
        {status === 'PENDING' && (
          <a className="button button-primary" href={checkout.redirectUrl}>
            {words.goOn}
          </a>
        )}
        {again && view.due !== null && (
          <ButtonLink to={`/pay/${token}`} look="primary">
            {words.payAgain}
          </ButtonLink>
        )}
      </div>
    </div>
  );
}
