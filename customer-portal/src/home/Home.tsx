import { useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import { operation } from '../api/operation.ts';
import { usePageQuery } from '../api/usePageQuery.ts';
import { HomeDocument, type HomeQuery, type HomeQueryVariables } from '../generated/graphql.ts';
import { InvoiceRows } from '../invoices/InvoiceRows.tsx';
import { Page } from '../ui/Page.tsx';
import { Bone, BoneRows, Loading, PageFailure } from '../ui/states.tsx';
import { useSession } from '../session/session.ts';
import { useWords } from '../words/useWords.tsx';
import { Asked } from './Asked.tsx';
import { NextAhead } from './NextAhead.tsx';
import { NextInvoice } from './NextInvoice.tsx';
import { freeCredit } from './standing.ts';
import { StandingCard } from './StandingCard.tsx';
import { Used } from './Used.tsx';
import { WhatComes } from './WhatComes.tsx';

const home = operation(HomeDocument);
const none: HomeQueryVariables = {};

/** What is owed, and the way to pay it, before anything else. */
export function Home() {
  const words = useWords().home;
  const { viewer } = useSession();
  const { data, failure, refresh } = usePageQuery(home, none);
  const customer = data?.viewer?.customer;
  return (
    <Page
      title={words.hello(customer?.name ?? viewer.name)}
      tabTitle={words.title}
      wide
      aside={<p className="muted">{words.customerNumber(String(viewer.customer?.number ?? ''))}</p>}
    >
      {failure && <PageFailure failure={failure} onRetry={refresh} />}
      {!data && !failure && <HomeLoading />}
      {data && customer && (
        <>
          <Updates data={data} />
          <div className="home">
            <StandingCard customer={customer} firstDue={data.firstDue} asked={data.asked.nodes} />
            {customer.prepaid && !customer.upcomingCharge ? (
              <NextAhead prepaid={customer.prepaid} currency={customer.currency} />
            ) : (
              <NextInvoice upcoming={customer.upcomingCharge} balance={freeCredit(customer)} />
            )}
            <Used
              totals={customer.openUsage}
              currency={customer.currency}
              ahead={customer.prepaid !== null}
            />
            <Asked asked={data.asked} online={customer.onlinePayment.length > 0} />
            <WhatComes
              promise={customer.promiseToPay}
              steps={customer.dunningAhead}
              autopay={customer.autopay}
              currency={customer.currency}
              blockedSince={customer.status === 'BLOCKED' ? customer.blockedSince : null}
            />
            <section aria-labelledby="latest">
              <div className="section-head">
                <h2 id="latest">{words.latest}</h2>
                {data.latest.totalCount > 0 && <Link to="/invoices">{words.allInvoices}</Link>}
              </div>
              {data.latest.nodes.length > 0 ? (
                <InvoiceRows invoices={data.latest.nodes} />
              ) : (
                <p className="card muted">{words.latestNone}</p>
              )}
            </section>
          </div>
        </>
      )}
    </Page>
  );
}

/** Says aloud that something moved while one was looking. */
function Updates({ data }: { data: HomeQuery }) {
  const words = useWords().home;
  const now = JSON.stringify([
    data.viewer?.customer?.balance,
    data.viewer?.customer?.status,
    data.latest.nodes,
    data.asked.nodes,
  ]);
  const before = useRef(now);
  const [count, setCount] = useState(0);
  useEffect(() => {
    if (before.current !== now) setCount((c) => c + 1);
    before.current = now;
  }, [now]);
  return (
    <p role="status" className="only-read">
      {count > 0 && <span key={count}>{words.updated}</span>}
    </p>
  );
}

function HomeLoading() {
  return (
    <div className="home">
      <Loading>
        <div className="card standing">
          <Bone width="6rem" />
          <Bone width="11rem" height="2.5rem" />
          <Bone width="9rem" />
          <Bone height="3rem" />
        </div>
      </Loading>
      <div className="card stack" aria-hidden="true">
        <Bone width="8rem" />
        <Bone width="10rem" />
      </div>
      <BoneRows rows={4} />
    </div>
  );
}
