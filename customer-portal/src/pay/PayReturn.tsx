import { useSearchParams } from 'react-router';
import { Page } from '../ui/Page.tsx';
import { Bone, Loading, PageFailure } from '../ui/states.tsx';
import { useWords } from '../words/useWords.tsx';
import { Outcome, UnknownOutcome } from './Outcome.tsx';
import { useCheckout } from './useCheckout.ts';

/**
 * Where the payment page sends people back to. Everything it shows comes from the server, so a
 * reload changes nothing.
 */
export default function PayReturn() {
  const words = useWords().outcome;
  const [params] = useSearchParams();
  const id = params.get('checkout');
  return (
    <Page title={words.title}>{id ? <OneCheckout key={id} id={id} /> : <UnknownOutcome />}</Page>
  );
}

function OneCheckout({ id }: { id: string }) {
  const { checkout, failure, refresh } = useCheckout(id);
  if (checkout) return <Outcome checkout={checkout} />;
  if (failure?.kind === 'notFound' || failure?.kind === 'input') return <UnknownOutcome />;
  if (failure) return <PageFailure failure={failure} onRetry={refresh} />;
  return (
    <Loading>
      <div className="card stack">
        <Bone width="3rem" height="3rem" />
        <Bone width="16rem" height="1.5rem" />
        <Bone />
      </div>
    </Loading>
  );
}
