import { useSearchParams } from 'react-router-dom';
import { Box, Button, Card } from '@mui/material';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import type { DuplicatesQuery as Found } from '../generated/graphql.ts';
import {
  BlockSkeleton,
  EmptyState,
  ErrorState,
  PageHeader,
  useCan,
  usePartnerScope,
} from '../kit/index.ts';
import { NoAccess } from '../kit/pages.tsx';
import { AlikeCustomer } from './AlikeCustomer.tsx';
import { DuplicatesQuery } from './api.ts';
import { useTellApart } from './useTellApart.ts';
import { sayReasons } from './words.ts';

type Pair = Found['duplicateCandidates'][number];
const PAGE = 25;

/** All customers who may be one, likeliest first. */
export function DuplicatesPage() {
  const mayRead = useCan('customers:read');
  const { partnerId } = usePartnerScope();
  const [search, setSearch] = useSearchParams();
  const page = Math.max(1, Number.parseInt(search.get('page') ?? '', 10) || 1);
  const { data, error, refetch } = useQuery({
    queryKey: ['customers', 'duplicates', 'list', partnerId, page],
    queryFn: async () =>
      (await request(DuplicatesQuery, { partnerId, first: PAGE + 1, offset: (page - 1) * PAGE }))
        .duplicateCandidates,
    enabled: mayRead,
    placeholderData: keepPreviousData,
  });
  if (!mayRead) return <NoAccess />;
  const turn = (to: number) => setSearch(to === 1 ? {} : { page: String(to) });
  return (
    <Box sx={{ maxWidth: 1000 }}>
      <PageHeader
        title="Duplicates"
        description="Customers who share an e-mail, a phone, a tax number, an account they pay from, or a similar name at the same address. What more than 20 customers share is left out."
      />
      {error && !data && (
        <ErrorState
          error={error}
          what="The duplicates could not be loaded."
          onRetry={() => void refetch()}
        />
      )}
      {!data && !error && <BlockSkeleton lines={6} />}
      {data?.length === 0 && page === 1 && (
        <EmptyState title="Nobody is there twice">
          Customers who may be one are listed here, for somebody to look at.
        </EmptyState>
      )}
      {data && data.length > 0 && <Pairs pairs={data.slice(0, PAGE)} />}
      {data && (page > 1 || data.length > PAGE) && (
        <Box
          component="nav"
          aria-label="Pages"
          sx={{ display: 'flex', gap: 1, alignItems: 'center', marginBlockStart: 2 }}
        >
          <Button variant="outlined" disabled={page === 1} onClick={() => turn(page - 1)}>
            Previous
          </Button>
          <Box role="status">{data.length === 0 ? `Nothing on page ${page}` : `Page ${page}`}</Box>
          <Button variant="outlined" disabled={data.length <= PAGE} onClick={() => turn(page + 1)}>
            Next
          </Button>
        </Box>
      )}
    </Box>
  );
}

function Pairs({ pairs }: { pairs: readonly Pair[] }) {
  return (
    <Card
      component="ul"
      aria-label="Customers who may be one"
      sx={{ listStyle: 'none', margin: 0, padding: 0 }}
    >
      {pairs.map((pair) => (
        <PairLine key={`${pair.customer.id} ${pair.other.id}`} pair={pair} />
      ))}
    </Card>
  );
}

function PairLine({ pair: { customer, other, reasons } }: { pair: Pair }) {
  const mayWrite = useCan('customers:write');
  const tellApart = useTellApart();
  return (
    <Box
      component="li"
      sx={{
        display: 'grid',
        gap: 1.5,
        padding: 2,
        borderBlockEnd: '1px solid',
        borderColor: 'divider',
        '&:last-of-type': { borderBlockEnd: 0 },
      }}
    >
      <Box
        sx={{
          display: 'grid',
          columnGap: 3,
          rowGap: 1.5,
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(2, minmax(0, 1fr))' },
        }}
      >
        <AlikeCustomer customer={customer} />
        <AlikeCustomer customer={other} />
      </Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
        <Box sx={{ flex: '1 1 24ch', minWidth: 0 }}>{sayReasons(reasons)}</Box>
        {mayWrite && (
          <Button
            size="small"
            variant="outlined"
            color="inherit"
            aria-label={`${customer.name} and ${other.name} are not the same`}
            disabled={tellApart.isPending}
            onClick={() => tellApart.mutate({ customerId: customer.id, otherId: other.id })}
          >
            Not the same
          </Button>
        )}
      </Box>
    </Box>
  );
}
