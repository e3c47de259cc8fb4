import { Box, Button } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router-dom';
import { request } from '../api/client.ts';
import {
  BlockSkeleton,
  ErrorState,
  PageHeader,
  PartnerChoice,
  useCan,
  usePartnerScope,
  useViewer,
} from '../kit/index.ts';
import { NoAccess } from '../kit/pages.tsx';
import { closingDocument } from './api.ts';
import { ChecksCard } from './ChecksCard.tsx';
import { ClosingCard } from './ClosingCard.tsx';

/** Through which day a partner's books are closed, and whether they are in order. */
export function BooksPage() {
  const [search, setSearch] = useSearchParams();
  const viewer = useViewer();
  const scope = usePartnerScope();
  const mayRead = useCan('books:read');
  const mayExport = useCan('exports:read');
  const partnerId = search.get('partner') ?? scope.partnerId ?? viewer?.partner.id ?? null;
  const { data, error, refetch } = useQuery({
    queryKey: ['books-closing', partnerId],
    queryFn: () => request(closingDocument, { partnerId: partnerId ?? '' }),
    enabled: partnerId !== null && mayRead,
  });
  if (!mayRead) return <NoAccess />;
  const closing = data?.booksClosing;
  return (
    <Box sx={{ maxWidth: 880 }}>
      <PageHeader
        title="Books"
        description="Close the months that are over, so that their figures stay as they are, and see whether everything adds up."
        actions={
          <>
            {mayExport && (
              <Button
                component="a"
                href="/exports/ledger.hledger"
                variant="outlined"
                color="inherit"
              >
                Download ledger (hledger)
              </Button>
            )}
            <PartnerChoice
              what="Books"
              name={closing?.partner.name}
              failed={error !== null}
              partnerId={partnerId}
              onChoose={(id) => setSearch({ partner: id })}
            />
          </>
        }
      />
      {error && !closing && (
        <ErrorState
          error={error}
          what="The books could not be loaded."
          onRetry={() => void refetch()}
        />
      )}
      {!closing && !error && <BlockSkeleton lines={8} />}
      {closing && (
        <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
          <ClosingCard key={closing.partner.id} closing={closing} />
          <ChecksCard partner={closing.partner} />
        </Box>
      )}
    </Box>
  );
}
