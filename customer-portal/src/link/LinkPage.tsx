import { useEffect } from 'react';
import { useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { failureOf, type Failure } from '../api/failure.ts';
import { operation } from '../api/operation.ts';
import { PaymentLinkViewDocument } from '../generated/graphql.ts';
import { applyBrand, BrandContext } from '../session/brand.ts';
import { Entrance } from '../session/Entrance.tsx';
import { Bone, Loading, PageFailure } from '../ui/states.tsx';
import { useSpeech } from '../words/useWords.tsx';
import { LinkForm, type LinkView } from './LinkForm.tsx';
import { LinkOutcome } from './LinkOutcome.tsx';

const viewQuery = operation(PaymentLinkViewDocument);

/**
 * Paying one invoice by a link, without a sign-in: nothing is shown but what the link says. `?checkout=` is where the
 * provider sends people back to; everything then comes from the server, so a reload changes nothing.
 */
export default function LinkPage({ token }: { token: string }) {
  const [params] = useSearchParams();
  const checkout = params.get('checkout');
  const [{ data, error }, ask] = useQuery({
    query: viewQuery,
    variables: { token },
    requestPolicy: 'cache-and-network',
  });
  const again = () => ask({ requestPolicy: 'network-only' });
  const view = data?.paymentLinkView;
  const brand = view?.branding;
  useEffect(() => {
    if (brand) applyBrand(brand);
  }, [brand]);

  if (!view || !brand) return <NoView failure={error && failureOf(error)} onRetry={again} />;
  return (
    <BrandContext.Provider value={brand}>
      {checkout ? (
        <LinkOutcome token={token} id={checkout} view={view} onPaid={again} />
      ) : (
        <Invoice token={token} view={view} onStale={again} />
      )}
    </BrandContext.Provider>
  );
}

function Invoice({ token, view, onStale }: { token: string; view: LinkView; onStale: () => void }) {
  const { words } = useSpeech();
  return (
    <Entrance title={words.invoices.number(view.invoiceNumber)}>
      <LinkForm token={token} view={view} onStale={onStale} />
    </Entrance>
  );
}

function NoView({ failure, onRetry }: { failure: Failure | undefined; onRetry: () => void }) {
  const {
    words: { link: words },
  } = useSpeech();
  return (
    <Entrance title={words.title}>
      {failure ? (
        <PageFailure
          failure={failure}
          title={failure.kind === 'notFound' ? words.unknown : undefined}
          advice={failure.kind === 'notFound' ? words.unknownLead : undefined}
          onRetry={onRetry}
        />
      ) : (
        <Loading>
          <Bone width="8rem" />
          <Bone width="11rem" height="2.5rem" />
          <Bone height="3rem" />
        </Loading>
      )}
    </Entrance>
  );
}
