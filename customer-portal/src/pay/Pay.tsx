import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { operation } from '../api/operation.ts';
import { usePageQuery } from '../api/usePageQuery.ts';
import { WhatToPayDocument, type WhatToPayQuery } from '../generated/graphql.ts';
import { Notice } from '../ui/Notice.tsx';
import { Page } from '../ui/Page.tsx';
import { Bone, Loading, PageFailure } from '../ui/states.tsx';
import { useSpeech } from '../words/useWords.tsx';
import { choicesFor, startingChoice } from './choices.ts';
import { OtherWays } from './OtherWays.tsx';
import { GoesOn } from './GoesOn.tsx';
import { goingOn } from './goingOn.ts';
import { PayForm } from './PayForm.tsx';
import { waysFor } from './ways.ts';

const whatToPay = operation(WhatToPayDocument);

/** `?invoice=` or `?proforma=` offers that first; `?amount=lift|all|other` says which choice is made already. */
export default function Pay() {
  const { words } = useSpeech();
  const [params] = useSearchParams();
  const invoiceId = params.get('invoice');
  const proformaId = params.get('proforma');
  const { data, failure, refresh } = usePageQuery(whatToPay, {
    invoiceId: invoiceId ?? '',
    forInvoice: invoiceId !== null,
    proformaId: proformaId ?? '',
    forProforma: proformaId !== null,
  });
  return (
    <Page title={words.pay.title}>
      {failure && <PageFailure failure={failure} onRetry={refresh} />}
      {!data && !failure && (
        <Loading>
          <div className="card stack">
            <Bone width="14rem" />
            <Bone height="4rem" />
            <Bone height="4rem" />
            <Bone height="3rem" />
          </div>
        </Loading>
      )}
      {data?.viewer?.customer && (
        <Choosing data={data} wanted={params.get('amount')} onStale={refresh} />
      )}
    </Page>
  );
}

function Choosing({
  data,
  wanted,
  onStale,
}: {
  data: WhatToPayQuery;
  wanted: string | null;
  onStale: () => void;
}) {
  const {
    words: { pay: words },
    money,
    date,
  } = useSpeech();
  const choices = choicesFor(data);
  const [kind, setKind] = useState(() => startingChoice(choices, wanted));
  const nothing = choices.length === 1;
  const customer = data.viewer?.customer;
  // A choice that is gone, because it has been paid elsewhere in the meantime, falls back to the first.
  const now = choices.some((choice) => choice.kind === kind) ? kind : startingChoice(choices, null);
  const [way, ...others] = customer ? waysFor(customer, now === 'proforma') : [];
  const ahead = goingOn(data);
  if (!way) return <OtherWays data={data} />;
  return (
    <div className="stack">
      {customer?.chargeAttempts
        .filter(({ status }) => status === 'PENDING')
        .map(({ id, amount, currency, method, date: begun }) => (
          <Notice key={id} tone="waiting" icon="clock">
            <p>
              {words.underWay(
                money(amount, currency),
                words.card(method.brand, method.last4),
                date(begun),
              )}
            </p>
          </Notice>
        ))}
      {ahead && nothing && <GoesOn {...ahead} />}
      {nothing && !ahead && (
        <Notice tone="paid" icon="check">
          <p className="strong">{words.nothing}</p>
          <p>{data.invoice ? words.invoicePaid : words.nothingLead}</p>
        </Notice>
      )}
      <PayForm
        data={data}
        choices={choices}
        kind={now}
        onKind={setKind}
        onStale={onStale}
        ways={[way, ...others]}
      />
    </div>
  );
}
