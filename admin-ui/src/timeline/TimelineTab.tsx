import { useState } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import { Box, Button, Card, Link } from '@mui/material';
import { useInfiniteQuery } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import type { CustomerDetailFragment, TimelineEntryShownFragment } from '../generated/graphql.ts';
import { BlockSkeleton, EmptyState, ErrorState, InstantText, useViewer } from '../kit/index.ts';
import { Choice } from '../kit/form/Fields.tsx';
import { TimelineQuery } from './api.ts';
import { pageOf, timelineKinds } from './words.ts';

const PAGE = 30;

/** What happened to a customer, newest first, all of it or of one kind. */
export function TimelineTab({ customer }: { customer: CustomerDetailFragment }) {
  const permissions = useViewer()?.permissions ?? [];
  const [kind, setKind] = useState('');
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    {
      queryKey: ['customers', 'timeline', customer.id, kind],
      initialPageParam: null as string | null,
      queryFn: async ({ pageParam }) =>
        (
          await request(TimelineQuery, {
            id: customer.id,
            kinds: kind ? [kind] : null,
            first: PAGE,
            after: pageParam,
          })
        ).customer.timeline,
      getNextPageParam: ({ pageInfo }) => (pageInfo.hasNextPage ? pageInfo.endCursor : null),
    },
  );
  const readable = timelineKinds.filter(({ needs }) => permissions.includes(needs));
  const entries = data?.pages.flatMap(({ nodes }) => nodes) ?? [];
  return (
    <Box sx={{ display: 'grid', gap: 2, maxWidth: 760, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Box sx={{ maxWidth: 260 }}>
        <Choice
          name="kind"
          label="Show"
          value={kind}
          onChange={setKind}
          choices={[{ value: '', label: 'Everything' }, ...readable]}
          errors={{}}
        />
      </Box>
      {error && !data && (
        <ErrorState
          error={error}
          what="The history could not be loaded."
          onRetry={() => void refetch()}
        />
      )}
      {!data && !error && (
        <Card sx={{ padding: 2 }}>
          <BlockSkeleton lines={6} />
        </Card>
      )}
      {data && entries.length === 0 && (
        <EmptyState title="Nothing of this kind yet">
          What happens to {customer.name} stands here, newest first.
        </EmptyState>
      )}
      {entries.length > 0 && (
        <Card component="ol" aria-label="History" sx={{ listStyle: 'none', margin: 0, padding: 0 }}>
          {entries.map((entry) => (
            <Entry key={`${entry.kind} ${entry.id}`} entry={entry} />
          ))}
        </Card>
      )}
      {hasNextPage && (
        <Box>
          <Button
            variant="outlined"
            loading={isFetchingNextPage}
            onClick={() => void fetchNextPage()}
          >
            Show older
          </Button>
        </Box>
      )}
    </Box>
  );
}

function Entry({ entry }: { entry: TimelineEntryShownFragment }) {
  const to = pageOf(entry);
  const label = timelineKinds.find(({ value }) => value === entry.kind)?.label;
  return (
    <Box
      component="li"
      sx={{
        display: 'grid',
        columnGap: 2,
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: '110px minmax(0, 1fr)' },
        padding: 1.5,
        '& + &': { borderBlockStart: '1px solid', borderColor: 'divider' },
      }}
    >
      <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>{label}</Box>
      <Box sx={{ overflowWrap: 'anywhere' }}>
        <Box sx={{ fontWeight: 600 }}>
          {to ? (
            <Link component={RouterLink} to={to}>
              {entry.title}
            </Link>
          ) : (
            entry.title
          )}
        </Box>
        {entry.detail && <Box sx={{ whiteSpace: 'pre-line' }}>{entry.detail}</Box>}
        <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
          <InstantText at={entry.at} />
          {entry.by && ` by ${entry.by}`}
        </Box>
      </Box>
    </Box>
  );
}
