import { useSearchParams } from 'react-router';
import { operation } from '../api/operation.ts';
import { usePageQuery } from '../api/usePageQuery.ts';
import { CardsDocument, type CardsQueryVariables } from '../generated/graphql.ts';
import { ButtonLink } from '../ui/Button.tsx';
import { Page } from '../ui/Page.tsx';
import { Bone, Empty, Loading, PageFailure } from '../ui/states.tsx';
import { TestNotice } from '../ui/TestNotice.tsx';
import { useSpeech } from '../words/useWords.tsx';
import { AddCard } from './AddCard.tsx';
import { Attempts } from './Attempts.tsx';
import { Autopay } from './Autopay.tsx';
import { CardRows } from './CardRows.tsx';
import type { CardHolder } from './holder.ts';
import { SetupOutcome } from './SetupOutcome.tsx';

const cards = operation(CardsDocument);
const none: CardsQueryVariables = {};

/** Saved cards, and whether what is due is charged by itself. `?setup=`: back from saving a card. */
export default function Cards() {
  const words = useSpeech().words.cards;
  const [params] = useSearchParams();
  const setup = params.get('setup');
  const { data, failure, refresh } = usePageQuery(cards, none);
  const customer = data?.viewer?.customer;
  return (
    <Page title={words.title}>
      <div className="stack sections">
        {setup && <SetupOutcome key={setup} id={setup} onSaved={refresh} />}
        {failure && <PageFailure failure={failure} onRetry={refresh} />}
        {!data && !failure && (
          <Loading>
            <div className="card stack">
              <Bone width="10rem" />
              <Bone height="3rem" />
            </div>
            <div className="card stack">
              <Bone width="12rem" />
              <Bone height="3rem" />
            </div>
          </Loading>
        )}
        {customer && <Holder customer={customer} onChanged={refresh} />}
      </div>
    </Page>
  );
}

function Holder({ customer, onChanged }: { customer: CardHolder; onChanged: () => void }) {
  const words = useSpeech().words.cards;
  const { savedMethods, onlinePayment, chargeAttempts } = customer;
  const keeping = onlinePayment.filter(({ keepsCards }) => keepsCards);
  if (!keeping.length && !savedMethods.length)
    return (
      <Empty icon="payment" title={words.notOffered}>
        <p>{words.notOfferedLead}</p>
        <ButtonLink to="/pay">{words.toPay}</ButtonLink>
      </Empty>
    );
  return (
    <>
      {keeping.length > 0 && keeping.every(({ test }) => test) && <TestNotice />}
      <section aria-labelledby="cards" className="stack">
        <h2 id="cards">{words.cards}</h2>
        <CardRows customer={customer} onChanged={onChanged} />
        <AddCard accounts={keeping} />
      </section>
      <Autopay customer={customer} onChanged={onChanged} />
      {chargeAttempts.length > 0 && <Attempts attempts={chargeAttempts} />}
    </>
  );
}
